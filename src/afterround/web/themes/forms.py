"""What forms say about a theme: a name, another wording, an area."""

from django import forms

from afterround.adapters.matching.taxonomy import built_in_taxonomy


class ThemeNameForm(forms.Form):
    """What a theme is called."""

    name = forms.CharField(label="Name", max_length=120, required=False)


class WordingForm(forms.Form):
    """Another wording for a theme."""

    wording = forms.CharField(label="Another wording", max_length=120, required=False)


class NewThemeForm(forms.Form):
    """A theme of one's own, and the area it belongs to, if any."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    area = forms.ChoiceField(label="Area", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        areas = [(area.slug, area.name) for area in built_in_taxonomy().areas]
        self.fields["area"].choices = [("", "None of these"), *areas]  # type: ignore[attr-defined]
