"""`afterround hints`: the hints of all rounds in time, and what may be said of them."""

from typing import Any

import click

from afterround.adapters import clock
from afterround.cli.answers import instant, print_json
from afterround.cli.groups import examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import Start, start
from afterround.core.hints import RESPONSE_WORDS, Change, trend_words
from afterround.core.rounds import Precision
from afterround.formats import words
from afterround.queries.hints import HintedRound, HintHistory, hints_over_time


@click.command("hints", epilog=examples("afterround hints", 'afterround hints --topic "LRU cache" --json'))
@click.option("--topic", default="", help="Only the hints to questions of one topic.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def hints(topic: str, as_json: bool) -> None:
    """Say whether you get by with fewer hints: a line for each round, the earliest first."""
    at = start()
    history = hints_over_time(at.owner, at.now, topic=topic)
    if as_json:
        print_json(_answer(history))
        return
    rows = [
        [key_of(found.id), _day(found, at), _counts(found), "mock" if found.is_mock else "", found.title]
        for found in history.rounds
    ]
    print_rows(rows)
    if history.undated:
        click.echo(
            f"{words.count(history.undated, 'round').capitalize()} without a date: in no order, so left out."
        )
    elif topic and not history.rounds:
        click.echo(
            f'No round that you have looked back on asked about "{one_line(topic)}". See afterround hints.'
        )
    elif not history.rounds:
        click.echo("No hints yet. Note them in a retrospective, and how you took them: afterround retro edit")
    if not history.rounds:
        return
    click.echo(f"\n{trend_words(history.trend)}")
    for one in history.topics if not topic else ():
        count = sum(one.counts.values())
        said = "" if one.trend.change is Change.TOO_EARLY else f" {trend_words(one.trend)}"
        click.echo(f"{one_line(one.topic)}: {words.count(count, 'hint')}.{said}")


def _day(found: HintedRound, at: Start) -> str:
    """The day of a round as far as it is known."""
    if found.precision is Precision.MINUTE:
        return words.day(found.ends_at.astimezone(at.zone).date(), at.today)
    ended = found.ends_at.astimezone(clock.zone(found.time_zone))
    return words.known_day(ended, found.precision, found.date_text)


def _counts(found: HintedRound) -> str:
    """The hints of a round: "two used it, one missed it"."""
    said = (f"{found.counts[one]} {name}" for one, name in RESPONSE_WORDS.items() if found.counts.get(one))
    return ", ".join(said) or "no hint"


def _answer(history: HintHistory) -> dict[str, Any]:
    return {
        "change": history.trend.change,
        "words": trend_words(history.trend),
        "rounds": [
            {
                "id": str(found.id),
                "title": found.title,
                "mock": found.is_mock,
                "ends_at": instant(found.ends_at),
                "precision": Precision(found.precision),
                "hints": [
                    {
                        "id": str(hint.id),
                        "text": hint.text,
                        "response": hint.response,
                        "topic": hint.topic or None,
                    }
                    for hint in found.hints
                ],
            }
            for found in history.rounds
        ],
        "topics": [
            {
                "topic": one.topic,
                "rounds": one.rounds,
                "hints": sum(one.counts.values()),
                "change": one.trend.change,
                "words": trend_words(one.trend),
            }
            for one in history.topics
        ],
        "undated": history.undated,
    }


COMMANDS = {"hints": hints}
