"""`afterround feedback`: what came back about a round, word for word, and the reasons in it."""

import sys
from typing import Any

import click

from afterround.actions import feedback as deeds
from afterround.adapters import clock
from afterround.cli.answers import feedback_answer, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import key_of, one_line
from afterround.cli.start import start
from afterround.core.errors import Invalid
from afterround.core.feedback import (
    POLARITY_WORDS,
    REASON_WORDS,
    SOURCE_WORDS,
    FeedbackSource,
    Polarity,
    ReadReason,
    Reason,
    ReasonState,
)
from afterround.core.rounds import RESULT_WORDS, Result
from afterround.formats.encoding import decode_text
from afterround.queries.feedback import (
    FeedbackView,
    ReasonView,
    find_feedback,
    get_feedback,
    recent_feedback,
    round_feedback,
)
from afterround.queries.rounds import find_round

DECISIONS = [str(result) for result in Result if result is not Result.PENDING]
KNOWN = [str(reason) for reason in Reason]


@click.group(
    name="feedback",
    cls=ShowsByDefault,
    epilog=examples(
        'afterround feedback add Acme "A bit too slow." --decision rejected',
        "afterround feedback confirm 6da52d64 1",
    ),
)
def feedback_group() -> None:
    """Keep what came back about a round, word for word; confirm the reasons in it.

    KEY is what the list shows first in a line. A round is named by its company, its key, or "last".
    """


@feedback_group.command("show", epilog=examples("afterround feedback", "afterround feedback Acme --json"))
@click.argument("reference", metavar="[ROUND]", default="")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(reference: str, as_json: bool) -> None:
    """List the latest feedback, or that on one round, with its reasons: those that count, and those that wait for a
    word."""
    at = start()
    if reference:
        found = round_feedback(at.owner, find_round(at.owner, reference, at.now).id, at.now)
    else:
        found = recent_feedback(at.owner, at.now)
    if as_json:
        print_json([feedback_answer(said) for said in found])
        return
    for said in found:
        _print(said)
    if not found:
        click.echo('No feedback yet. Keep some: afterround feedback add Acme "What they wrote"')


def _print(said: FeedbackView) -> None:
    """One feedback: whose it is, its words, its reasons by number."""
    who = said.person or SOURCE_WORDS[said.source]
    day = said.told_on.isoformat() if said.told_on else ""
    decision = RESULT_WORDS[said.decision] if said.decision else ""
    struck = "struck out" if said.struck_at else ""
    parts = [one_line(part) for part in (said.round_title, who, day, decision, struck) if part]
    click.echo(f"{key_of(said.id)}  {', '.join(parts)}")
    for line in said.text.splitlines():
        click.echo(f"    {one_line(line)}")
    for number, one in enumerate(_numbered(said), 1):
        mark = "counts" if one.id else "confirm?"
        what = f"{REASON_WORDS[one.reason]}, {POLARITY_WORDS[one.polarity]}"
        click.echo(f"  {number}. {what}: “{one_line(one.words)}” ({mark})")
    if said.text and said.vagueness and said.vagueness.is_vague:
        vague = "" if said.vagueness.is_unread else "Vague: "
        click.echo(f"  {vague}{one_line(said.vagueness.why)}")


def _numbered(said: FeedbackView) -> list[ReasonView]:
    """The reasons that count and those that are proposed, in the order of the words."""
    shown = () if said.struck_at else (*said.reasons, *said.proposed)
    return sorted(shown, key=lambda one: (one.start, one.end))


@feedback_group.command(
    "add",
    epilog=examples(
        'afterround feedback add Acme "A bit too slow." --from interviewer --decision rejected',
        "afterround feedback add Acme - < letter.txt",
    ),
)
@click.argument("reference", metavar="ROUND")
@click.argument("text", default="", required=False)
@click.option(
    "--from",
    "source",
    type=click.Choice([str(s) for s in FeedbackSource]),
    default="recruiter",
    show_default=True,
)
@click.option("--by", "person", default="", help="The name of who said it.")
@click.option("--decision", type=click.Choice(DECISIONS), help="What they decided; it becomes the result.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day it came; today unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def add(reference: str, text: str, as_json: bool, **said: Any) -> None:
    """Keep what came back about a round. TEXT is kept exactly; "-" reads it from standard input."""
    at = start()
    found = find_round(at.owner, reference, at.now)
    today = at.now.astimezone(clock.zone(clock.local_zone())).date()
    new = deeds.NewFeedback(
        text=_letter() if text == "-" else text,
        source=FeedbackSource(said["source"]),
        person=said["person"],
        decision=Result(said["decision"]) if said["decision"] else None,
        told_on=said["day"].date() if said["day"] else today,
    )
    kept = get_feedback(at.owner, deeds.add_feedback(at.owner, found.id, new, now=at.now), at.now)
    if as_json:
        print_json(feedback_answer(kept))
        return
    _print(kept)
    if kept.proposed:
        click.echo(f"Confirm a reason: afterround feedback confirm {key_of(kept.id)} 1")
    if kept.vagueness and kept.vagueness.is_vague:
        click.echo(f"See what your notes suggest: afterround findings {key_of(found.id)}")


def _letter() -> str:
    """The text on standard input, whatever program wrote it. Raises Invalid for what is none."""
    text = decode_text(sys.stdin.buffer.read())
    if text is None:
        raise Invalid("This is no text. Save it as text first.")
    return text.replace("\r\n", "\n")


@feedback_group.command("confirm", epilog=examples("afterround feedback confirm 6da52d64 1 2"))
@click.argument("key")
@click.argument("numbers", metavar="NUMBER...", nargs=-1, type=int, required=True)
def confirm(key: str, numbers: tuple[int, ...]) -> None:
    """Confirm proposed reasons by their numbers in the list."""
    _decide(key, numbers, ReasonState.CONFIRMED, "Counts")


@feedback_group.command("decline", epilog=examples("afterround feedback decline 6da52d64 1"))
@click.argument("key")
@click.argument("numbers", metavar="NUMBER...", nargs=-1, type=int, required=True)
def decline(key: str, numbers: tuple[int, ...]) -> None:
    """Leave proposed or confirmed reasons out."""
    _decide(key, numbers, ReasonState.DECLINED, "Left out")


def _decide(key: str, numbers: tuple[int, ...], state: ReasonState, said: str) -> None:
    at = start()
    found = find_feedback(at.owner, key, at.now)
    shown = _numbered(found)
    for number in numbers:
        if not 1 <= number <= len(shown):
            raise click.UsageError(f"There is no reason {number}. See afterround feedback.")
    for number in dict.fromkeys(numbers):
        one = shown[number - 1]
        read = ReadReason(one.reason, one.polarity, one.start, one.end)
        deeds.decide_reason(at.owner, found.id, read, state, now=at.now)
        click.echo(f"{said}: {REASON_WORDS[one.reason]}, “{one_line(one.words)}”")


@feedback_group.command("reason", epilog=examples('afterround feedback reason 6da52d64 speed "took an hour"'))
@click.argument("key")
@click.argument("reason", type=click.Choice(KNOWN))
@click.argument("words")
@click.option("--well", is_flag=True, help="It was praise.")
def reason(key: str, reason: str, words: str, well: bool) -> None:
    """Add a reason by the WORDS of the feedback that say it."""
    at = start()
    found = find_feedback(at.owner, key, at.now)
    polarity = Polarity.WELL if well else Polarity.SHAKY
    deeds.add_reason(at.owner, found.id, Reason(reason), polarity, words, now=at.now)
    click.echo(f"Counts: {REASON_WORDS[Reason(reason)]}, “{one_line(words)}”")


@feedback_group.command("strike", epilog=examples("afterround feedback strike 6da52d64"))
@click.argument("key")
def strike(key: str) -> None:
    """Strike feedback out; its words stay, and a result that only it told is taken back."""
    at = start()
    found = find_feedback(at.owner, key, at.now)
    deeds.strike_feedback(at.owner, found.id, now=at.now)
    click.echo(f"Struck out. Take it back: afterround feedback unstrike {key_of(found.id)}")


@feedback_group.command("unstrike", epilog=examples("afterround feedback unstrike 6da52d64"))
@click.argument("key")
def unstrike(key: str) -> None:
    """Take a strike-out back."""
    at = start()
    found = find_feedback(at.owner, key, at.now)
    deeds.unstrike_feedback(at.owner, found.id, now=at.now)
    _print(get_feedback(at.owner, found.id, at.now))


COMMANDS = {"feedback": feedback_group}
