"""The themes as one person has them: names, wordings, hidden ones and merges over the built-in list."""

from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.personal_themes import OWN_AREA, PersonalThemes, own_slug, personal_themes, theme_key
from afterround.core.rounds import RoundKind
from afterround.core.themes import OwnTheme

RUSH = OwnTheme("own-rushing", "Rushing", ("typed at once",))


def mine(**said: object) -> PersonalThemes:
    """The built-in themes, *Rushing*, and what else was said."""
    return personal_themes(built_in_taxonomy(), own=[RUSH], **said)  # type: ignore[arg-type]


def known_as(themes: PersonalThemes, text: str) -> str:
    """The slug that a text means, "" for none."""
    found = themes.called(text)
    return found.slug if found else ""


def test_names_are_the_same_whatever_their_case_and_marks() -> None:
    assert theme_key(" Back-of-envelope  Estimates! ") == theme_key("back of envelope estimates")


def test_an_own_slug_is_free_and_apart_from_built_in_ones() -> None:
    assert own_slug("Speed", ()) == "own-speed"
    assert own_slug("Speed", {"own-speed", "own-speed-2"}) == "own-speed-3"
    assert own_slug("速さ", ()) == "own-速さ"


def test_a_theme_is_called_by_slug_name_and_wording() -> None:
    themes = mine(aliases={"dp-state": ("the table thing",)}, names={"dp-state": "What a cell means"})
    said = ("dp-state", "what a cell MEANS", "The table thing", "typed at once", "nothing")
    assert [known_as(themes, text) for text in said] == ["dp-state"] * 3 + ["own-rushing", ""]


def test_a_slug_is_a_name_that_no_other_theme_can_take() -> None:
    assert [known_as(mine(), text) for text in ("DP state", "Dp-State")] == ["dp-state", "dp-state"]


def test_a_slug_of_version_1_means_what_replaced_it() -> None:
    assert mine().root("brute-force-stuck") == "optimisation"


def test_a_merged_theme_is_its_whole_at_any_remove() -> None:
    themes = mine(merges={"own-rushing": "planning", "planning": "time-split"})
    assert themes.root("own-rushing") == "time-split"
    assert known_as(themes, "rushing") == "time-split"
    assert set(themes.themes["time-split"].parts) == {"own-rushing", "planning"}
    assert "planning" not in [known.slug for known in themes.roots]


def test_a_whole_can_be_asked_wherever_a_part_can() -> None:
    themes = mine(merges={"estimation": "dp-state"})
    assert RoundKind.SYSTEM_DESIGN in themes.themes["dp-state"].theme.kinds


def test_a_merge_into_what_is_gone_is_none() -> None:
    assert mine(merges={"dp-state": "own-gone"}).root("dp-state") == "dp-state"


def test_hidden_themes_are_known_and_not_shown() -> None:
    themes = mine(hidden={"calm"})
    assert themes.themes["calm"].is_hidden
    assert "calm" not in [known.slug for known in themes.roots]


def test_an_own_theme_without_an_area_can_come_up_everywhere() -> None:
    known = mine().themes["own-rushing"]
    assert known.area == OWN_AREA
    assert known.theme.kinds == frozenset(RoundKind)
