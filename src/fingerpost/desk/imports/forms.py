"""What an editor hands over: a text, files, an address, and what the source does not say of itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fingerpost.catalogue.models import Crisis
from fingerpost.catalogue.validators import validate_web_address
from fingerpost.readers.values.text import MAX_BYTES

MAX_FILES = 20
_ONLY_AN_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1990}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source as it was handed over, before anybody opened it."""

    content: bytes
    name: str
    url: str = ""  #: where it stood


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; an error names the file that it is about."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ARG002 -- Django's signature
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("These are %(count)d files. Choose up to %(most)d at a time."),
                params={"count": len(files), "most": MAX_FILES},
            )
        for file in files:
            _check_size(file)
        return files


class ImportForm(forms.Form):
    text = forms.CharField(
        label=_("Paste a page, a post, a newsletter or a table"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Copy all of it: menus and footers are left out. A web address alone is fetched."),
    )
    pasted = forms.FileField(required=False, widget=forms.FileInput(attrs={"hidden": True, "tabindex": -1}))
    files = FilesField(
        label=_("Or choose files"),
        required=False,
        help_text=_("Calendars, feeds, sheets, saved pages, texts, mails; several at once."),
    )
    address = forms.CharField(
        label=_("Or give the address of a page, a feed or a calendar"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    crisis = forms.ModelChoiceField(label=_("Hub"), queryset=Crisis.objects.none(), empty_label=None)
    base_url = forms.CharField(
        label=_("Address where it stood"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("For a pasted or saved page: completes its links and is kept as the source of what it says."),
    )
    dated = forms.DateField(
        label=_("Date of the page"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Where the page leaves the year out, dates are read as of this day. Left empty: today."),
    )

    def __init__(self, *args: Any, crises: Sequence[Crisis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crises = crises
        if len(crises) == 1:
            del self.fields["crisis"]
        else:
            self.fields["crisis"].queryset = Crisis.objects.filter(pk__in=[crisis.pk for crisis in crises])

    def clean_address(self) -> str:
        return _checked_address(self.cleaned_data["address"])

    def clean_base_url(self) -> str:
        return _checked_address(self.cleaned_data["base_url"])

    def clean_pasted(self) -> UploadedFile | None:
        return _check_size(self.cleaned_data["pasted"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if _ONLY_AN_ADDRESS.fullmatch(cleaned.get("text", "").strip()) and not cleaned.get("address"):
            cleaned["address"], cleaned["text"], cleaned["pasted"] = cleaned["text"].strip(), "", None
        given = cleaned.get("text", "").strip(), cleaned.get("pasted"), cleaned.get("files"), cleaned.get("address")
        if not self.errors and not any(given):
            self.add_error("text", _("There is nothing to read yet. Paste a text, choose a file or give an address."))
        return cleaned

    @property
    def chosen_crisis(self) -> Crisis:
        return self.cleaned_data.get("crisis") or self.crises[0]

    @property
    def is_detailed(self) -> bool:
        """True where the folded part of the form holds something that must be seen."""
        return any(self[name].errors or self[name].value() for name in ("base_url", "dated"))

    def today(self, today: date) -> date:
        return self.cleaned_data["dated"] or today

    def sources(self, *, pasted_name: str) -> list[Source]:
        """Return what was pasted and each file; a rich paste counts instead of its plain text."""
        pasted, text, url = (self.cleaned_data[name] for name in ("pasted", "text", "base_url"))
        content = pasted.read() if pasted else text.encode("utf-8", "replace") if text.strip() else b""
        files = [Source(content=file.read(), name=file.name or "", url=url) for file in self.cleaned_data["files"]]
        return [Source(content=content, name=pasted_name, url=url), *files] if content else files


def _check_size(file: UploadedFile | None) -> UploadedFile | None:
    if file and (file.size or 0) > MAX_BYTES:
        raise forms.ValidationError(
            _(
                "“%(name)s” has %(size)d MB; up to %(most)d MB are read. Save only the part with the listing, or split it."
            ),
            params={"name": file.name, "size": file.size // 1_048_576, "most": MAX_BYTES // 1_048_576},
        )
    return file


def _checked_address(address: str) -> str:
    address = address.strip()
    if address and "://" not in address:
        address = f"https://{address}"
    if address:
        validate_web_address(address)
    return address
