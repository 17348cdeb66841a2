"""The facts of an item that an editor may correct: what each is called, and how it is typed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fingerpost.catalogue.models import Record
from fingerpost.desk.imports import wording
from fingerpost.desk.imports.rows import KINDS_OFFERED
from fingerpost.desk.suggestions import LANGUAGES
from fingerpost.desk.widgets import SuggestInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One field of the form, in the name that ``edit_item`` knows it by."""

    label: Any
    typed: Callable[[wording.Data], str] | None = None  #: how its value is written; as it stands where there is none
    hint: Any = ""
    widget: type[forms.Widget] | forms.Widget = forms.TextInput
    choices: Iterable[tuple[str, Any]] = ()


_ADDRESS = forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"})
FACTS = {
    "type": Fact(label=_("Kind"), choices=KINDS_OFFERED),
    "title": Fact(label=_("Title")),
    "organisers": Fact(
        label=_("Organisers or publishers"), typed=wording.organisers, hint=_("With a semicolon between two names.")
    ),
    "when": Fact(label=_("Date"), typed=wording.when, hint=_("As you would write it: “12 May 2020, 10:00–11:30 KST”.")),
    "url": Fact(label=_("Its own page"), widget=_ADDRESS),
    "summary": Fact(label=_("Summary"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})),
    "register_url": Fact(label=_("Registration"), widget=_ADDRESS),
    "register_by": Fact(label=_("Register by"), typed=wording.deadline),
    "recording_url": Fact(label=_("Recording"), widget=_ADDRESS),
    "place": Fact(label=_("City, country or venue")),
    "themes": Fact(label=_("Themes"), typed=wording.themes, hint=_("With a semicolon between two names.")),
    "series": Fact(label=_("Series")),
    "number": Fact(label=_("Number in the series")),
    "language": Fact(
        label=_("Language"), widget=SuggestInput(LANGUAGES), hint=_("Of what it points to: “en”, “ko”, “ne”.")
    ),
    "status": Fact(label=_("Status"), choices=[("", ""), *Record.Status.choices]),
}


def typed(name: str, data: wording.Data) -> str:
    """Return a fact as a person would type it."""
    written = FACTS[name].typed
    if written:
        return written(data)
    value = data.get(name)
    return "" if value is None else str(value)


class FactsForm(forms.Form):
    """All facts of one item. It checks nothing by itself: ``edit_item`` does, and says what is wrong at which field."""

    def __init__(self, data: wording.Data, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: typed(name, data) for name in FACTS}, **kwargs)
        for name, fact in FACTS.items():
            common = {"label": fact.label, "help_text": fact.hint, "required": False}
            if fact.choices:
                self.fields[name] = forms.ChoiceField(choices=list(fact.choices), **common)
            else:
                widget = fact.widget() if isinstance(fact.widget, type) else fact.widget
                self.fields[name] = forms.CharField(widget=widget, max_length=20_000, **common)

    def changes(self, only: Iterable[str] = ()) -> dict[str, str]:
        """Return what was typed otherwise than it stands; of some fields alone where only they were sent."""
        sent = [name for name in only if name in FACTS] or list(FACTS)
        return {name: self.cleaned_data[name] for name in sent if self.cleaned_data[name] != self.initial[name]}
