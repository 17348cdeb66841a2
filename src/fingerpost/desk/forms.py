import calendar
import textwrap
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.forms.utils import ErrorDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from fingerpost.catalogue.models import Credit, Organisation, Record
from fingerpost.catalogue.text import folded, words_for_address


class RowForm(WagtailAdminModelForm):
    """A row of an inline panel; one that was added and left empty counts as if it had been taken away again."""

    empty_without: tuple[str, ...] = ()

    def full_clean(self) -> None:
        if self.is_bound and self.instance.pk is None and not any(map(self._sent, self.empty_without)):
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {DELETION_FIELD_NAME: True, ORDERING_FIELD_NAME: None}
            return
        super().full_clean()

    def _sent(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


class LinkForm(RowForm):
    empty_without = ("url", "title")


class CreditForm(RowForm):
    empty_without = ("organisation",)
    usual_role = Credit.Role.ORGANISER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and not self.instance.organisation_id:
            self.initial["role"] = self.usual_role


class PublisherForm(CreditForm):
    usual_role = Credit.Role.PUBLISHER


class RecordForm(WagtailAdminModelForm):
    """What all kinds share: a new one shows a row for its address and its organisers, so that pasting needs no click."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "precision" in self.fields:
            # With a time of day it is exact to the minute, which nobody needs to say.
            self.fields["precision"].choices = [
                choice for choice in Record.Precision.choices if choice[0] != Record.Precision.MINUTE
            ]
            if self.initial.get("precision") == Record.Precision.MINUTE:
                self.initial["precision"] = Record.Precision.DAY
        if not self.is_bound and self.instance.pk is None:
            for name in ("links", "credits"):
                if name in self.formsets and not self.formsets[name].initial_form_count():
                    self.formsets[name].extra = 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start = cleaned.get("start_date")
        if start and not cleaned.get("start_time"):
            if cleaned.get("precision") == Record.Precision.MONTH:
                self._span(start.replace(day=1), start.replace(day=calendar.monthrange(start.year, start.month)[1]))
            elif cleaned.get("precision") == Record.Precision.YEAR:
                self._span(start.replace(month=1, day=1), start.replace(month=12, day=31))
        return cleaned

    def _span(self, first: Any, last: Any) -> None:
        self.cleaned_data["start_date"] = first
        if "end_date" in self.fields:
            self.cleaned_data["end_date"] = max(last, self.cleaned_data.get("end_date") or last)


class UpdateForm(RecordForm):
    """A post has text and seldom a title."""

    TITLE_LENGTH = 80

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False

    def clean_title(self) -> str:
        return self.cleaned_data["title"] or self._first_words()

    def _first_words(self) -> str:
        lines = self.cleaned_data.get("summary", "").strip().splitlines() or [""]
        return textwrap.shorten(lines[0], self.TITLE_LENGTH, placeholder="…")


class SluggedForm(WagtailAdminModelForm):
    """Makes the address of a new entry from its name, in Latin letters; an existing address never changes by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Leave it empty, and it is made from the name.")

    def _post_clean(self) -> None:
        if not self.instance.slug and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = free_slug(self.instance, self.cleaned_data.get("name", ""))
            self.instance.slug = self.cleaned_data["slug"]
        super()._post_clean()


class PhaseForm(RowForm):
    empty_without = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["slug"] = cleaned.get("slug") or words_for_address(cleaned.get("name", "")) or "phase"
        return cleaned


class OrganisationForm(SluggedForm):
    """Refuses a second entry for an organisation that is known already, by whichever of its names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "standing" in self.fields:
            # To merge moves what refers to it; a form alone cannot do that.
            merged = Organisation.Standing.MERGED
            self.fields["standing"].choices = [
                choice for choice in Organisation.Standing.choices if choice[0] != merged
            ]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        same = Q(name__iexact=name) | Q(short_name__iexact=name) | Q(aliases__folded=folded(name))
        known = Organisation.objects.standing_alone().filter(same).exclude(pk=self.instance.pk).first()
        if known:
            raise forms.ValidationError(
                _("“%(name)s” is already known as “%(known)s”. Choose that one, or write a fuller name."),
                params={"name": name, "known": known.name},
            )
        return name

    def is_valid(self) -> bool:
        valid = super().is_valid()
        return self._aliases_differ() and valid

    def _aliases_differ(self) -> bool:
        seen: set[str] = set()
        differ = True
        for row in self.formsets["aliases"].forms if "aliases" in self.formsets else ():
            name = folded(getattr(row, "cleaned_data", {}).get("name", ""))
            if row.cleaned_data.get(DELETION_FIELD_NAME) or not name:
                continue
            if name in seen:
                row.add_error("name", _("This name stands here twice. Remove one of them."))
                differ = False
            seen.add(name)
        return differ


def free_slug(instance: Any, name: str) -> str:
    """Return an address for a name that no other entry of this kind has: “seoul”, then “seoul-2”."""
    model, limit = type(instance), instance._meta.get_field("slug").max_length
    stem = (words_for_address(name) or slugify(instance._meta.verbose_name))[: limit - 6]
    taken = set(
        model._default_manager.filter(slug__startswith=stem).exclude(pk=instance.pk).values_list("slug", flat=True)
    )
    if stem not in taken:
        return stem
    return next(f"{stem}-{number}" for number in range(2, len(taken) + 3) if f"{stem}-{number}" not in taken)
