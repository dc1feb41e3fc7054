"""The forms of feedback: what came back, and a reason that is read from its words."""

from django import forms

from afterround.actions.feedback import NAME_LENGTH, NewFeedback
from afterround.core.feedback import (
    FEEDBACK_LENGTH,
    POLARITY_WORDS,
    REASON_WORDS,
    SOURCE_WORDS,
    FeedbackSource,
    Polarity,
    ReadReason,
    Reason,
    ReasonState,
)
from afterround.core.findings import FindingState
from afterround.core.rounds import RESULT_WORDS, Result


class _Problems(forms.Form):
    """A form that shows what an action refused."""

    def show_problems(self, problems: dict[str, str]) -> None:
        """Show each problem at the field it names."""
        for name, message in problems.items():
            self.add_error(name if name in self.fields else None, message)


class FeedbackForm(_Problems):
    """What came back about a round: words, a decision, or both."""

    text = forms.CharField(
        label="What they said, word for word",
        required=False,
        strip=False,
        max_length=FEEDBACK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(
        label="What they decided",
        required=False,
        choices=[
            ("", "Nothing yet"),
            *((str(r), words.capitalize()) for r, words in RESULT_WORDS.items() if r is not Result.PENDING),
        ],
    )
    source = forms.ChoiceField(
        label="Whose words",
        required=False,
        choices=[(str(source), words.capitalize()) for source, words in SOURCE_WORDS.items()],
    )
    person = forms.CharField(
        label="Name", required=False, max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"list": "people"})
    )
    told_on = forms.DateField(
        label="When it came",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def feedback(self) -> NewFeedback:
        """What a valid form says."""
        said = self.cleaned_data
        return NewFeedback(
            text=said["text"].replace("\r\n", "\n"),
            source=FeedbackSource(said["source"] or FeedbackSource.RECRUITER),
            person=said["person"],
            decision=Result(said["decision"]) if said["decision"] else None,
            told_on=said["told_on"],
        )


class ReasonForm(_Problems):
    """A reason that the person reads from the words of a feedback."""

    words = forms.CharField(
        label="The words that say it",
        help_text="Copied from the feedback; what you mark there with the mouse lands here.",
        max_length=FEEDBACK_LENGTH,
    )
    reason = forms.ChoiceField(
        label="Reason", choices=[(str(reason), words.capitalize()) for reason, words in REASON_WORDS.items()]
    )
    polarity = forms.ChoiceField(
        label="How it went",
        choices=[(str(p), POLARITY_WORDS[p]) for p in (Polarity.SHAKY, Polarity.WELL)],
    )


class ProposedForm(forms.Form):
    """A word to a reason that was proposed: what it was, where it stands, confirmed or declined."""

    reason = forms.ChoiceField(choices=[(str(reason), "") for reason in Reason])
    polarity = forms.ChoiceField(choices=[(str(polarity), "") for polarity in Polarity])
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    state = forms.ChoiceField(choices=[(str(state), "") for state in ReasonState])

    def read(self) -> ReadReason:
        """The reason of a valid form, with the place of its words."""
        said = self.cleaned_data
        return ReadReason(Reason(said["reason"]), Polarity(said["polarity"]), said["start"], said["end"])


class FindingForm(forms.Form):
    """A word to a finding: its reason, and confirmed, refuted, or open again."""

    reason = forms.ChoiceField(choices=[(str(reason), "") for reason in Reason])
    state = forms.ChoiceField(choices=[(str(state), "") for state in FindingState])
