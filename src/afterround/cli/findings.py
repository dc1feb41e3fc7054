"""`afterround findings`: what is inferred about a round where nobody said it, and the person's word to it."""

import click

from afterround.actions import feedback as deeds
from afterround.cli.answers import findings_answer, print_json
from afterround.cli.groups import ShowsByDefault, examples
from afterround.cli.lines import key_of, one_line, print_rows
from afterround.cli.start import start
from afterround.core.feedback import REASON_WORDS, Polarity, Reason
from afterround.core.findings import MISSING_WORDS, FindingState, Missing
from afterround.queries.findings import FindingView, round_findings
from afterround.queries.rounds import find_round

STATE_WORDS = {
    FindingState.CONFIRMED: "confirmed",
    FindingState.REFUTED: "refuted",
    FindingState.OPEN: "open",
}
KNOWN = [str(reason) for reason in Reason]


@click.group(
    name="findings",
    cls=ShowsByDefault,
    epilog=examples("afterround findings show Acme", "afterround findings refute Acme speed"),
)
def findings_group() -> None:
    """See what is inferred about a round whose feedback is vague or did not come; say what is right.

    A finding is never something that was said. A round is named by its company, its key, or "last".
    """


@findings_group.command("show", epilog=examples("afterround findings show Acme --json"))
@click.argument("reference", metavar="[ROUND]", default="last")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def show_findings(reference: str, as_json: bool) -> None:
    """List the findings about a round with what they rest on."""
    at = start()
    found = round_findings(at.owner, find_round(at.owner, reference, at.now).id, at.now)
    if as_json:
        print_json(findings_answer(found))
        return
    click.echo(f"{one_line(found.round.title)}: inferred, not said")
    if found.why:
        click.echo(one_line(found.why))
    if found.named:
        names = ", ".join(REASON_WORDS[reason] for reason in found.named)
        click.echo(f"What was said names {names}, so nothing else is inferred.")
    for finding in found.findings:
        _print_finding(finding)
    if found.missing:
        click.echo(MISSING_WORDS[found.missing])
    elif not found.findings:
        click.echo("Nothing is inferred.")
    if found.missing is Missing.NOTES:
        click.echo(f"Write the retrospective: afterround retro edit {key_of(found.round.id)}")
    if found.others:
        titles = ", ".join(one_line(other.title) for other in found.others)
        click.echo(f"The decision may rest on other rounds of this process, too: {titles}.")


def _print_finding(finding: FindingView) -> None:
    state = "" if finding.state is FindingState.OPEN else f" {STATE_WORDS[finding.state]}"
    by = f" by {'you' if finding.is_by_person else 'feedback'}" if state else ""
    click.echo(f"  {REASON_WORDS[finding.reason]}: {finding.weight}{',' if state else ''}{state}{by}")
    print_rows(
        [
            ["   ", "against" if sign.polarity is Polarity.WELL else "for", sign.place, one_line(sign.words)]
            for sign in finding.signs
        ]
    )


def _answer(reference: str, reason: str, state: FindingState) -> None:
    at = start()
    found = find_round(at.owner, reference, at.now)
    deeds.decide_finding(at.owner, found.id, Reason(reason), state, now=at.now)
    click.echo(f"{one_line(found.title)}: {REASON_WORDS[Reason(reason)]} is {STATE_WORDS[state]}.")


@findings_group.command("confirm", epilog=examples("afterround findings confirm Acme speed"))
@click.argument("reference", metavar="ROUND")
@click.argument("reason", type=click.Choice(KNOWN))
def confirm_finding(reference: str, reason: str) -> None:
    """Say that a finding was right."""
    _answer(reference, reason, FindingState.CONFIRMED)


@findings_group.command("refute", epilog=examples("afterround findings refute Acme speed"))
@click.argument("reference", metavar="ROUND")
@click.argument("reason", type=click.Choice(KNOWN))
def refute_finding(reference: str, reason: str) -> None:
    """Say that a finding was wrong."""
    _answer(reference, reason, FindingState.REFUTED)


@findings_group.command("reopen", epilog=examples("afterround findings reopen Acme speed"))
@click.argument("reference", metavar="ROUND")
@click.argument("reason", type=click.Choice(KNOWN))
def reopen_finding(reference: str, reason: str) -> None:
    """Take your word about a finding back."""
    _answer(reference, reason, FindingState.OPEN)


COMMANDS = {"findings": findings_group}
