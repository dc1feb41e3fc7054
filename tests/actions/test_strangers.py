"""Cleo gets nothing: every action and every query on Ann's things answers as if they did not exist."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from inspect import isfunction, signature
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from afterround import actions, queries
from afterround.actions import (
    attachments,
    companies,
    cooldown,
    drills,
    feedback,
    import_drafts,
    import_undo,
    observers,
    own_problems,
    owners,
    purge,
    retro,
    retro_document,
    rounds,
    tags,
    theme_decisions,
    theme_groups,
    themes,
)
from afterround.actions.attachments import NewAttachment
from afterround.actions.drills import NewAttempt
from afterround.actions.own_problems import NewProblem
from afterround.core.cooldown import Lane
from afterround.core.errors import NotFound
from afterround.core.feedback import Polarity, ReadReason, Reason, ReasonState
from afterround.core.findings import FindingState
from afterround.core.retro import ActionState, Retro, Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.core.rounds import Outcome, Part, Result, RoundState
from afterround.core.spacing import Rating
from afterround.core.themes import Decision
from afterround.data.models import Owner, Round
from afterround.queries import archive as archive_queries
from afterround.queries import attachments as attachment_queries
from afterround.queries import companies as company_queries
from afterround.queries import cooldown as cooldown_queries
from afterround.queries import day_plan as plan_queries
from afterround.queries import drill_effects as effect_queries
from afterround.queries import drill_evidence as evidence_queries
from afterround.queries import drills as drill_queries
from afterround.queries import feedback as feedback_queries
from afterround.queries import findings as finding_queries
from afterround.queries import hints as hint_queries
from afterround.queries import import_drafts as draft_queries
from afterround.queries import imports as import_queries
from afterround.queries import observers as observer_queries
from afterround.queries import own_problems as problem_queries
from afterround.queries import owners as owner_queries
from afterround.queries import purge as purge_queries
from afterround.queries import retro as retro_queries
from afterround.queries import rounds as round_queries
from afterround.queries import spellings as spelling_queries
from afterround.queries import tags as tag_queries
from afterround.queries import theme_groups as group_queries
from afterround.queries import theme_pages as page_queries
from afterround.queries import theme_places as place_queries
from afterround.queries import theme_suggestions as suggestion_queries
from afterround.queries import themes as theme_queries
from afterround.queries import today as today_queries
from tests.brought import a_file, bring, found_round
from tests.brought import tags as borne
from tests.cast import a_form, a_jot, a_line, a_mock, a_photo, a_retro, a_round, facts
from tests.pictures import jpeg

Keys = Mapping[str, UUID]
ADDED_AT = datetime(2026, 6, 1, tzinfo=UTC)
Attempt = Callable[[Owner, Keys, datetime], Any]

DEEDS: dict[str, Attempt] = {
    "edit_round": lambda o, k, now: rounds.edit_round(o, k["round"], facts(), version=1, now=now),
    "end_round": lambda o, k, now: rounds.end_round(o, k["round"], now=now),
    "record_result": lambda o, k, now: rounds.record_result(o, k["round"], Result.PASSED, now=now),
    "put_aside": lambda o, k, now: rounds.put_aside(o, k["round"], now=now),
    "take_up": lambda o, k, now: rounds.take_up(o, k["round"]),
    "delete_round": lambda o, k, now: rounds.delete_round(o, k["round"], now=now),
    "restore_round": lambda o, k, now: rounds.restore_round(o, k["round"]),
    "record_outcome": lambda o, k, now: rounds.record_outcome(o, k["application"], Outcome.OFFER),
    "merge_companies": lambda o, k, now: companies.merge_companies(o, k["company"], k["other"], now=now),
    "part_companies": lambda o, k, now: companies.part_companies(o, k["merged"], now=now),
    "rename_company": lambda o, k, now: companies.rename_company(o, k["company"], "Hooli", now=now),
    "forget_alias": lambda o, k, now: companies.forget_alias(o, k["alias"]),
    "decline_merge": lambda o, k, now: companies.decline_merge(o, k["company"], k["other"], now=now),
    "reconsider_merge": lambda o, k, now: companies.reconsider_merge(o, k["company"], k["declined"]),
    "strike_jot": lambda o, k, now: cooldown.strike_jot(o, k["jot"], now=now),
    "unstrike_jot": lambda o, k, now: cooldown.unstrike_jot(o, k["jot"]),
    "place_jot": lambda o, k, now: cooldown.place_jot(o, k["jot"], now=now, lane=Lane.WELL),
    "skip_cooldown": lambda o, k, now: cooldown.skip_cooldown(o, k["round"], now=now),
    "resume_cooldown": lambda o, k, now: cooldown.resume_cooldown(o, k["round"], now=now),
    "record_walk": lambda o, k, now: cooldown.record_walk(o, k["round"], now=now),
    "paste_jots": lambda o, k, now: cooldown.paste_jots(o, k["round"], "words", now=now, zone=UTC),
    "forget_folder": lambda o, k, now: cooldown.forget_folder(o, Path("/")),
    "open_retro": lambda o, k, now: retro.open_retro(o, k["round"], now=now),
    "place_in_retro": lambda o, k, now: retro.place_in_retro(o, k["jot"], Section.HINTS, now=now),
    "save_retro": lambda o, k, now: retro.save_retro(
        o, k["round"], [FieldChange(RETRO, "lesson", "x", 1)], now=now
    ),
    "settle_text": lambda o, k, now: retro.settle_text(o, k["text"], "other", now=now),
    "finish_retro": lambda o, k, now: retro.finish_retro(o, k["round"], now=now),
    "reopen_retro": lambda o, k, now: retro.reopen_retro(o, k["round"], now=now),
    "set_action_state": lambda o, k, now: retro.set_action_state(o, k["action"], ActionState.DONE, now=now),
    "save_document": lambda o, k, now: retro_document.save_document(
        o, k["round"], base=Retro(), edited=Retro(lesson="x"), now=now
    ),
    "save_draft": lambda o, k, now: import_drafts.save_draft(o, k["draft"], {}, now=now),
    "edit_draft": lambda o, k, now: import_drafts.edit_draft(o, k["draft"], k["file"], lambda f: f, now=now),
    "understand_table": lambda o, k, now: import_drafts.understand_table(
        o, k["draft"], k["file"], (), now=now
    ),
    "take_draft": lambda o, k, now: import_drafts.take_draft(o, k["draft"], now=now, zone=ZoneInfo("UTC")),
    "discard_draft": lambda o, k, now: import_drafts.discard_draft(o, k["draft"]),
    "get_draft": lambda o, k, now: draft_queries.get_draft(o, k["draft"], now),
    "undo_import": lambda o, k, now: import_undo.undo_import(o, k["import"], now=now),
    "redo_import": lambda o, k, now: import_undo.redo_import(o, k["import"]),
    "get_import": lambda o, k, now: import_queries.get_import(o, k["import"]),
    "find_import": lambda o, k, now: import_queries.find_import(o, str(k["import"])),
    "hand_in": lambda o, k, now: observers.hand_in(o, k["mock"], a_form(k["mock"]), now=now),
    "strike_observation": lambda o, k, now: observers.strike_observation(o, k["observation"], now=now),
    "restore_observation": lambda o, k, now: observers.restore_observation(o, k["observation"]),
    "rate_self": lambda o, k, now: observers.rate_self(o, k["mock"], {Reason.SPEED: 3}, now=now),
    "make_link": lambda o, k, now: observers.make_link(o, k["mock"], "Coding", now=now),
    "revoke_link": lambda o, k, now: observers.revoke_link(o, k["link"], now=now),
    "get_observers": lambda o, k, now: observer_queries.get_observers(o, k["mock"], now),
    "find_observation": lambda o, k, now: observer_queries.find_observation(o, str(k["observation"])),
    "find_link": lambda o, k, now: observer_queries.find_link(o, str(k["link"])),
    "revoke_device": lambda o, k, now: owners.revoke_device(o, k["device"], now=now),
    "rename_device": lambda o, k, now: owners.rename_device(o, k["device"], "Mine"),
    "get_device": lambda o, k, now: owner_queries.get_device(o, k["device"], now),
    "find_device": lambda o, k, now: owner_queries.find_device(o, str(k["device"]), now),
    "get_round": lambda o, k, now: round_queries.get_round(o, k["round"], now),
    "find_round": lambda o, k, now: round_queries.find_round(o, str(k["round"]), now),
    "find_deleted_round": lambda o, k, now: round_queries.find_deleted_round(o, str(k["deleted"])),
    "find_round by name": lambda o, k, now: round_queries.find_round(o, "Acme", now),
    "get_company": lambda o, k, now: company_queries.get_company(o, k["company"], now),
    "find_company": lambda o, k, now: company_queries.find_company(o, str(k["company"]), now),
    "find_company by name": lambda o, k, now: company_queries.find_company(o, "Acme", now),
    "find_merged": lambda o, k, now: company_queries.find_merged(o, str(k["merged"])),
    "get_jot": lambda o, k, now: cooldown_queries.get_jot(o, k["jot"]),
    "find_jot": lambda o, k, now: cooldown_queries.find_jot(o, str(k["jot"])),
    "find_action": lambda o, k, now: retro_queries.find_action(o, str(k["action"])),
    "get_retro": lambda o, k, now: retro_queries.get_retro(o, k["round"], now),
    "get_document": lambda o, k, now: retro_queries.get_document(o, k["round"], now),
    "attach": lambda o, k, now: attachments.attach(
        o, NewAttachment(uuid4(), jpeg(), "a.jpg", now, round_id=k["round"]), now=now
    ),
    "caption_attachment": lambda o, k, now: attachments.caption_attachment(o, k["photo"], "mine"),
    "place_attachment": lambda o, k, now: attachments.place_attachment(o, k["photo"], k["round"]),
    "remove_attachment": lambda o, k, now: attachments.remove_attachment(o, k["photo"], now=now),
    "restore_attachment": lambda o, k, now: attachments.restore_attachment(o, k["photo"]),
    "add_feedback": lambda o, k, now: feedback.add_feedback(
        o, k["round"], feedback.NewFeedback("too slow"), now=now
    ),
    "strike_feedback": lambda o, k, now: feedback.strike_feedback(o, k["feedback"], now=now),
    "unstrike_feedback": lambda o, k, now: feedback.unstrike_feedback(o, k["feedback"], now=now),
    "decide_reason": lambda o, k, now: feedback.decide_reason(
        o, k["feedback"], ReadReason(Reason.SPEED, Polarity.SHAKY, 0, 3), ReasonState.CONFIRMED, now=now
    ),
    "add_reason": lambda o, k, now: feedback.add_reason(
        o, k["feedback"], Reason.SPEED, Polarity.SHAKY, "too slow", now=now
    ),
    "remove_reason": lambda o, k, now: feedback.remove_reason(o, k["reason"]),
    "decide_finding": lambda o, k, now: feedback.decide_finding(
        o, k["round"], Reason.SPEED, FindingState.REFUTED, now=now
    ),
    "round_findings": lambda o, k, now: finding_queries.round_findings(o, k["round"], now),
    "get_feedback": lambda o, k, now: feedback_queries.get_feedback(o, k["feedback"], now),
    "find_feedback": lambda o, k, now: feedback_queries.find_feedback(o, str(k["feedback"]), now),
    "purge_attachment": lambda o, k, now: purge.purge_attachment(o, k["photo"]),
    "get_attachment": lambda o, k, now: attachment_queries.get_attachment(o, k["photo"], removed=True),
    "kept_attachment": lambda o, k, now: attachment_queries.kept_attachment(o, k["photo"]),
    "confirm_theme": lambda o, k, now: theme_decisions.confirm_theme(o, k["action"], "calm", now=now),
    "reject_theme": lambda o, k, now: theme_decisions.reject_theme(o, k["action"], "calm", now=now),
    "none_of_these": lambda o, k, now: theme_decisions.none_of_these(o, k["action"], ["calm"], now=now),
    "add_theme": lambda o, k, now: theme_decisions.add_theme(o, k["action"], "calm", now=now),
    "confirm_group": lambda o, k, now: theme_decisions.confirm_group(o, "calm", [k["action"]], now=now),
    "refuse_group": lambda o, k, now: theme_decisions.refuse_group(o, "calm", [k["action"]], now=now),
    "decide_tags": lambda o, k, now: theme_decisions.decide_tags(
        o, [k["tag"]], "calm", Decision.ACCEPTED, now=now
    ),
    "answer_tag": lambda o, k, now: tags.answer_tag(o, "dp", "calm", polarity=Polarity.WELL, now=now),
    "part_tag": lambda o, k, now: tags.part_tag(o, "nerves", "calm", now=now),
    "let_tag_go": lambda o, k, now: tags.let_tag_go(o, "dp", now=now),
    "offer_tag_again": lambda o, k, now: tags.offer_tag_again(o, "luck"),
    "open_tag": lambda o, k, now: tag_queries.open_tag(o, "dp", now),
    "take_back": lambda o, k, now: theme_decisions.take_back(o, k["deed"], now=now),
    "rename_theme": lambda o, k, now: themes.rename_theme(o, "own-rushing", "Mine", now=now),
    "add_wording": lambda o, k, now: themes.add_wording(o, "own-rushing", "mine", now=now),
    "forget_wording": lambda o, k, now: themes.forget_wording(o, "calm", "my nerves"),
    "hide_theme": lambda o, k, now: themes.hide_theme(o, "own-rushing", now=now),
    "show_theme": lambda o, k, now: themes.show_theme(o, "own-rushing"),
    "merge_themes": lambda o, k, now: themes.merge_themes(o, "calm", "own-rushing", now=now),
    "split_theme": lambda o, k, now: themes.split_theme(o, "pace", now=now),
    "keep_themes_apart": lambda o, k, now: themes.keep_themes_apart(o, "own-rushing", "calm", now=now),
    "offer_merge_again": lambda o, k, now: themes.offer_merge_again(o, "own-rushing", "recall"),
    "get_theme": lambda o, k, now: theme_queries.get_theme(o, "own-rushing"),
    "theme_page": lambda o, k, now: page_queries.theme_page(o, "own-rushing", now),
    "suggestions_for": lambda o, k, now: suggestion_queries.suggestions_for(o, k["round"], now),
    "line_suggestions": lambda o, k, now: suggestion_queries.line_suggestions(o, k["action"], now),
    "answer_group": lambda o, k, now: theme_groups.answer_group(
        o, "calm", [k["action"]], is_yes=True, now=now
    ),
    "take_back_all": lambda o, k, now: theme_groups.take_back_all(o, [k["deed"]], now=now),
    "reopen_theme": lambda o, k, now: theme_groups.reopen_theme(o, k["lost"], "calm"),
    "confirm_ticked": lambda o, k, now: theme_groups.confirm_ticked(o, [(k["action"], "calm")], now=now),
    "find_place": lambda o, k, now: place_queries.find_place(o, k["feedback"]),
    "place_suggestions": lambda o, k, now: place_queries.place_suggestions(o, k["lost"], now),
    "purge_round": lambda o, k, now: purge.purge_round(o, k["deleted"], now=now),
    "round_to_purge": lambda o, k, now: purge_queries.round_to_purge(o, k["deleted"]),
    "deleted_round": lambda o, k, now: purge_queries.deleted_round(o, k["deleted"]),
    "rate_drill": lambda o, k, now: drills.rate_drill(
        o, "action", str(k["gap"]), NewAttempt(Rating.GOOD), now=now, zone=UTC
    ),
    "undo_attempt": lambda o, k, now: drills.undo_attempt(o, k["attempt"], now=now),
    "redo_attempt": lambda o, k, now: drills.redo_attempt(o, k["undone"], now=now),
    "drop_drill": lambda o, k, now: drills.drop_drill(o, "action", str(k["gap"]), now=now, zone=UTC),
    "take_up_drill": lambda o, k, now: drills.take_up_drill(o, "behaviour", "dp-cards"),
    "set_study_day": lambda o, k, now: drills.set_study_day(o, k["gap"], now.date(), now=now),
    "unspread_drills": lambda o, k, now: drills.unspread_drills(o, now),
    "undo_let_go": lambda o, k, now: drills.undo_let_go(o, now),
    "sort_problem": lambda o, k, now: own_problems.sort_problem(o, k["problem"], []),
    "remove_problem": lambda o, k, now: own_problems.remove_problem(o, k["problem"], now=now),
    "restore_problem": lambda o, k, now: own_problems.restore_problem(o, k["removed"]),
    "remove_added": lambda o, k, now: own_problems.remove_added(o, now, now=now),
    "get_task": lambda o, k, now: drill_queries.get_task(o, "action", str(k["gap"]), UTC),
    "get_drill": lambda o, k, now: drill_queries.get_drill(o, "action", str(k["gap"]), now, UTC),
    "find_drill": lambda o, k, now: drill_queries.find_drill(o, str(k["gap"]), now, UTC),
    "get_attempt": lambda o, k, now: drill_queries.get_attempt(o, k["attempt"]),
    "get_own_problem": lambda o, k, now: problem_queries.get_own_problem(o, k["problem"]),
    "find_own_problem": lambda o, k, now: problem_queries.find_own_problem(o, str(k["problem"])),
}

LISTS: dict[str, Attempt] = {
    "all_rounds": lambda o, k, now: round_queries.all_rounds(o, now),
    "rounds_in_state": lambda o, k, now: [round_queries.rounds_in_state(o, s, now) for s in RoundState],
    "company_names": lambda o, k, now: round_queries.company_names(o),
    "company_called": lambda o, k, now: [spelling_queries.company_called(o, "Acme")],
    "companies_like": lambda o, k, now: spelling_queries.companies_like(o, "Acme"),
    "all_companies": lambda o, k, now: company_queries.all_companies(o, now),
    "company_rounds": lambda o, k, now: company_queries.company_rounds(o, k["company"], now),
    "company_people": lambda o, k, now: company_queries.company_people(o, k["company"]),
    "company_choices": lambda o, k, now: company_queries.company_choices(o),
    "offered_merges": lambda o, k, now: company_queries.offered_merges(o),
    "merged_names": lambda o, k, now: company_queries.merged_names(o, k["merged"]) or (),
    "declined_names": lambda o, k, now: company_queries.declined_names(o, k["company"], k["declined"]) or (),
    "deleted_title": lambda o, k, now: round_queries.deleted_title(o, k["deleted"]),
    "starts_since": lambda o, k, now: round_queries.starts_since(o, datetime(2000, 1, 1, tzinfo=UTC)),
    "round_jots": lambda o, k, now: cooldown_queries.round_jots(o, k["round"]),
    "loose_jots": lambda o, k, now: cooldown_queries.loose_jots(o),
    "recent_jots": lambda o, k, now: cooldown_queries.recent_jots(o),
    "cooling_rounds": lambda o, k, now: cooldown_queries.cooling_rounds(o, now),
    "inbox_folders": lambda o, k, now: cooldown_queries.inbox_folders(o),
    "hints_over_time": lambda o, k, now: hint_queries.hints_over_time(o, now).rounds,
    "open_actions": lambda o, k, now: retro_queries.open_actions(o),
    "get_documents": lambda o, k, now: retro_queries.get_documents(o, now),
    "earlier_texts": lambda o, k, now: retro_queries.earlier_texts(o, k["round"]),
    "get_today": lambda o, k, now: today_queries.get_today(o, now).cooling,
    "get_archive": lambda o, k, now: vars(archive_queries.get_archive(o)).values(),
    "get_archive_files": lambda o, k, now: vars(archive_queries.get_archive_files(o, now, UTC)).values(),
    "attachments_as_views": lambda o, k, now: attachment_queries.attachments_as_views(o),
    "round_attachments": lambda o, k, now: attachment_queries.round_attachments(o, k["round"]),
    "loose_attachments": lambda o, k, now: attachment_queries.loose_attachments(o),
    "round_feedback": lambda o, k, now: feedback_queries.round_feedback(o, k["round"], now),
    "recent_feedback": lambda o, k, now: feedback_queries.recent_feedback(o, now),
    "is_frozen": lambda o, k, now: (
        [1] if feedback_queries.is_frozen(o, Round.objects.get(id=k["round"])) else []
    ),
    "has_feedback": lambda o, k, now: [1] if feedback_queries.has_feedback(o, k["round"]) else [],
    "confirmed_reasons": lambda o, k, now: feedback_queries.confirmed_reasons(o),
    "deleted_rounds": lambda o, k, now: purge_queries.deleted_rounds(o),
    "has_deleted_rounds": lambda o, k, now: [1] if purge_queries.has_deleted_rounds(o) else [],
    "title_of_own": lambda o, k, now: observer_queries.title_of_own(o, k["mock"]),
    "drafts_of": lambda o, k, now: draft_queries.drafts_of(o),
    "documents_of": lambda o, k, now: retro_queries.documents_of(o, [k["round"]], now),
    "imports_of": lambda o, k, now: import_queries.imports_of(o),
    "import_rounds": lambda o, k, now: import_queries.import_rounds(o, k["import"], now),
    "round_sources": lambda o, k, now: import_queries.round_sources(o, k["brought"]),
    "written_into": lambda o, k, now: import_queries.written_into(o, k["import"]),
    "writings_of": lambda o, k, now: import_queries.writings_of(o, [k["brought"]]),
    "devices_of": lambda o, k, now: owner_queries.devices_of(o, now),
    "merges_of": lambda o, k, now: theme_queries.merges_of(o),
    "themes_apart": lambda o, k, now: theme_queries.themes_apart(o),
    "personal_record": lambda o, k, now: vars(theme_queries.personal_record(o)).values(),
    "mentions_of": lambda o, k, now: theme_queries.mentions_of(o),
    "noted_mentions": lambda o, k, now: theme_queries.noted_mentions(o, theme_queries.themes_of(o), now),
    "noted_rounds": lambda o, k, now: theme_queries.noted_rounds(o, now),
    "tally": lambda o, k, now: theme_queries.tally(o, now),
    "themes_page": lambda o, k, now: page_queries.themes_page(o, now).rows,
    "practice_plan": lambda o, k, now: drill_queries.practice_plan(o, now, UTC).every,
    "day_plan": lambda o, k, now: plan_queries.day_plan(o, now, UTC).every,
    "histories_of": lambda o, k, now: drill_queries.histories_of(o),
    "attempts_at": lambda o, k, now: drill_queries.attempts_at(o, "action", str(k["gap"])),
    "recent_attempts": lambda o, k, now: drill_queries.recent_attempts(o),
    "evidence_for_drills": lambda o, k, now: evidence_queries.evidence_for_drills(o, now).standings,
    "rounds_ahead": lambda o, k, now: evidence_queries.rounds_ahead(o, ADDED_AT),
    "decided_actions": lambda o, k, now: evidence_queries.decided_actions(o, UTC),
    "drill_effects": lambda o, k, now: effect_queries.drill_effects(o, now, UTC),
    "plan_and_effects": lambda o, k, now: effect_queries.plan_and_effects(o, now, UTC)[1],
    "own_problems": lambda o, k, now: problem_queries.own_problems(o),
    "added_problems": lambda o, k, now: problem_queries.added_problems(o, ADDED_AT),
    "asked_lines": lambda o, k, now: suggestion_queries.asked_lines(o),
    "observed_lines": lambda o, k, now: place_queries.observed_lines(o),
    "theme_inbox": lambda o, k, now: group_queries.theme_inbox(o, now).groups,
    "what_was_said": lambda o, k, now: group_queries.what_was_said(o, [k["deed"]]),
    "merge_offers": lambda o, k, now: group_queries.merge_offers(o, now),
    "open_tags": lambda o, k, now: tag_queries.open_tags(o, now).tags,
    "tags_waiting": lambda o, k, now: [1] if tag_queries.tags_waiting(o, now) else [],
    "counted_tags": lambda o, k, now: tag_queries.counted_tags(o, now),
    "round_tags": lambda o, k, now: tag_queries.round_tags(o, k["brought"]),
    "tags_let_go": lambda o, k, now: tag_queries.tags_let_go(o),
}

ELSEWHERE = {
    *("add_rounds", "make_open_token", "remember", "record_jots", "take_in_jots", "take_in_folder"),
    *("watch_folder", "hanging_on", "hold_names", "company_named", "open_application"),
    *("person_named", "fill_demo", "renew_demo", "demo_filled_at"),
    *("take_in", "forget_old_imports", "matcher_for", "begin_draft", "edited_rounds"),
    *("companies_by_spelling", "feedback_of", "make_theme", "theme_named", "themes_of"),
    *("spread_drills", "let_go", "pause_drills", "resume_drills", "set_budget", "practice_settings"),
    *("situation_of", "situation_and_evidence", "add_problems", "take_problem_list", "problems_of"),
    *("drill_names", "follow_wording", "forget_wordings", "counted_as"),
    *("suggestions_in", "suggestions_told", "read_places", "lines_waiting", "waiting_lines"),
    *("remember_waiting", "forget_waiting", "forget_kept_rows", "forget_files"),
    *("wordings_from", "notes_from", "begin_action", "next_position", "is_one_too_many"),
    *("recall_setting", "kept_origin", "spans_around", "rounds_of", "view_rounds", "jots_as_placed"),
    *("observers_on", "made_for_another"),
}
"""What takes no key of somebody's thing, or is tried in another module."""


@pytest.fixture
def keys(ann: Owner, now: datetime, tmp_path: Path, own_home: Path) -> dict[str, UUID]:
    """One of everything of Ann's, with the key of each."""
    key = a_round(ann, role="Backend", people=(("Priya Raman", Part.INTERVIEWER),))
    deleted = a_round(ann, "Globex", starts_in=timedelta(days=3))
    rounds.delete_round(ann, deleted, now=now)
    jot, _ = a_jot(ann, round_id=key), a_jot(ann, "another time", at=datetime(2026, 1, 1, tzinfo=UTC))
    a_retro(ann, key, lesson="ask first")
    for value in ("from the laptop", "from the phone"):
        retro.save_retro(ann, key, [FieldChange(RETRO, "lesson", value, 1)], now=now)
    action = a_line(ann, key, Section.ACTIONS, "learn heaps")
    owners.admit_device(owners.make_open_token(ann, now=now), name="", now=now)
    cooldown.watch_folder(ann, tmp_path, now=now)
    a_photo(ann, "loose.jpg", at=datetime(2026, 1, 1, tzinfo=UTC))
    named = ("Acme", "Acme GmbH", "Acme Inc", "Acme Labs", "Acme Holding")
    company, other, declined, merged, renamed = (companies.company_named(ann, n, now).id for n in named)
    companies.merge_companies(ann, company, merged, now=now)
    companies.decline_merge(ann, company, declined, now=now)
    companies.rename_company(ann, renamed, "Acme Works", now=now)
    report = bring(ann, a_file(found_round("Initech", shaky=["heaps"], tags=borne("dp", "nerves", "luck"))))
    assert report.id is not None
    a_line(ann, report.rounds[0], Section.SHAKY, "and graphs")
    themes.merge_themes(ann, themes.make_theme(ann, "Rushing", now=now), "pace", now=now)
    themes.keep_themes_apart(ann, "own-rushing", "recall", now=now)
    themes.add_wording(ann, "calm", "my nerves", now=now)
    themes.make_theme(ann, "Coded before planning", now=now)
    lost = a_line(ann, report.rounds[0], Section.SHAKY, "lost the DP state")
    said = feedback.add_feedback(ann, key, feedback.NewFeedback("A bit too slow."), now=now)
    mock = a_mock(ann, "Umbrella")
    observation = observers.hand_in(ann, mock, a_form(mock), now=now).id
    observers.rate_self(ann, mock, {Reason.SPEED: 3}, now=now)
    observers.make_link(ann, mock, "Coding", now=now)
    a_line(ann, mock, Section.HINTS, "use a list")
    draft = import_drafts.begin_draft(ann, [("jobs.csv", b"Company,Role\nAcme,SRE\n")], now=now)
    a_round(ann, "Initech", starts_in=timedelta(days=4))
    return {
        **(practised(ann, key, now) | answered_tags(ann, now)),
        "lost": lost,
        "deed": theme_decisions.confirm_theme(ann, lost, "calm", now=now),
        "feedback": said,
        "reason": feedback.add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "slow", now=now),
        "mock": mock,
        "observation": observation,
        "link": observer_queries.get_observers(ann, mock, now).links[0].id,
        "photo": a_photo(ann, round_id=key),
        "company": company,
        "other": other,
        "declined": declined,
        "merged": merged,
        "alias": company_queries.get_company(ann, renamed, now).aliases[0].id,
        "draft": draft,
        "file": draft_queries.get_draft(ann, draft, now).files[0].id,
        "import": report.id,
        "brought": report.rounds[0],
        "round": key,
        "deleted": deleted,
        "application": round_queries.get_round(ann, key, now).application_id,
        "jot": jot,
        "action": action,
        "text": retro_queries.get_retro(ann, key, now).others[0].id,
        "device": owner_queries.devices_of(ann, now)[0].id,
    }


def answered_tags(ann: Owner, now: datetime) -> dict[str, UUID]:
    """Say something of each of Ann's tags but one, whose key is returned."""
    tags.answer_tag(ann, "nerves", "calm", polarity=Polarity.SHAKY, now=now)
    tags.let_tag_go(ann, "luck", now=now)
    return {"tag": tag_queries.open_tag(ann, "dp", now).rounds[0].id}


def practised(ann: Owner, key: UUID, now: datetime) -> dict[str, UUID]:
    """One of everything of Ann's practice, with the key of each."""
    gap = a_line(ann, key, Section.ACTIONS, "consistent hashing", kind="gap")
    theme_decisions.confirm_theme(ann, a_line(ann, key, Section.SHAKY, "the state"), "dp-state", now=now)
    attempts = [
        drills.rate_drill(ann, "behaviour", "dp-cards", NewAttempt(Rating.HARD), now=at, zone=UTC)
        for at in (ADDED_AT, now)
    ]
    drills.undo_attempt(ann, attempts[1], now=now)
    drills.drop_drill(ann, "behaviour", "dp-cards", now=ADDED_AT, zone=UTC)
    drills.rate_drill(ann, "action", str(gap), NewAttempt(Rating.HARD), now=now, zone=UTC)
    own_problems.add_problems(ann, [NewProblem("Stones"), NewProblem("Tiles")], now=ADDED_AT)
    stones, tiles = (problem_queries.find_own_problem(ann, name).id for name in ("Stones", "Tiles"))
    own_problems.remove_problem(ann, tiles, now=now)
    return {"gap": gap, "attempt": attempts[0], "undone": attempts[1], "problem": stones, "removed": tiles}


def answer(name: str, owner: Owner, keys: Keys, now: datetime) -> tuple[str, str]:
    """The code and the first words a deed is refused with; what it did where it was not refused."""
    try:
        return "done", repr(DEEDS[name](owner, keys, now))
    except NotFound as refused:
        return refused.code, str(refused).split('"')[0]


def test_a_stranger_is_told_there_is_no_such_thing(keys: Keys, cleo: Owner, now: datetime) -> None:
    answers = {name: answer(name, cleo, keys, now) for name in DEEDS}
    assert {name: said for name, said in answers.items() if said[0] != NotFound.code} == {}


def test_what_does_not_exist_looks_exactly_the_same(keys: Keys, cleo: Owner, now: datetime) -> None:
    nobodys = {thing: uuid4() for thing in keys}
    of_anns = {name: answer(name, cleo, keys, now) for name in DEEDS}
    assert of_anns == {name: answer(name, cleo, nobodys, now) for name in DEEDS}


def test_a_stranger_sees_empty_lists(keys: Keys, cleo: Owner, now: datetime) -> None:
    assert [name for name, read in LISTS.items() if any(read(cleo, keys, now))] == []


def test_the_owner_sees_what_a_stranger_does_not(keys: Keys, ann: Owner, now: datetime) -> None:
    at = dict.fromkeys(("cooling_rounds", "devices_of", "get_today"), now)
    seen = {name: any(read(ann, keys, at.get(name, now.replace(day=12)))) for name, read in LISTS.items()}
    assert [name for name, something in seen.items() if not something] == []


def owned_functions() -> set[str]:
    """The public functions of all actions and queries that take an owner first."""
    modules = [
        import_module(f"{package.__name__}.{info.name}")
        for package in (actions, queries)
        for info in iter_modules(package.__path__)
    ]
    public = [
        (name, thing)
        for module in modules
        for name, thing in vars(module).items()
        if isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    ]
    return {name for name, thing in public if next(iter(signature(thing).parameters), "") == "owner"}


def test_no_action_and_no_query_is_missing_from_these_tables() -> None:
    tried = {name.split()[0] for name in (*DEEDS, *LISTS)}
    assert owned_functions() == tried | ELSEWHERE
