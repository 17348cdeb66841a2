"""What an editor says of a source: where it stands, what its items do not say of themselves, how often it is read."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.widgets import AdminSnippetChooser

from fingerpost.catalogue.models import Crisis, Organisation
from fingerpost.desk.sources.wording import RHYTHMS, rhythm
from fingerpost.desk.suggestions import LANGUAGES
from fingerpost.desk.widgets import SuggestInput
from fingerpost.intake.models import Source
from fingerpost.links.addresses import web_address
from fingerpost.links.errors import FetchError

#: Who may let a machine publish: who may publish what came in.
MAY_PUBLISH = "intake.publish_batch"
_LONGEST_GRACE_DAYS = 365


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        name = user.get_full_name() or user.get_username()
        return name if user.email else str(_("%(name)s (has no mail address)") % {"name": name})


class SourceForm(WagtailAdminModelForm):
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Of the page with the list, the feed, the calendar, the sheet or the repository."),
        error_messages={"invalid": _("This is not a web address. Give it in full, as a browser shows it.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        required=False,
        help_text=_("What you call it. Left empty: the name of the site."),
    )
    every_hours = forms.TypedChoiceField(label=_("Is read"), coerce=int)
    responsible = PersonField(
        label=_("Responsible"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Gets a mail when the source breaks."),
    )
    oai_set = forms.CharField(label=_("Set"), max_length=200, required=False, help_text=_("Left empty: everything."))
    oai_prefix = forms.CharField(
        label=_("Metadata prefix"), max_length=100, required=False, help_text=_("Left empty: “oai_dc”.")
    )

    class Meta:
        model = Source
        fields = [
            "url",
            "name",
            "kind",
            "crisis",
            "organisation",
            "language",
            "themes",
            "trust",
            "every_hours",
            "responsible",
            "grace_days",
            "paused",
        ]
        widgets = {
            "organisation": AdminSnippetChooser(Organisation),
            "themes": forms.CheckboxSelectMultiple,
            "language": SuggestInput(LANGUAGES),
            "trust": forms.RadioSelect,
            "grace_days": forms.NumberInput(attrs={"min": 0, "max": _LONGEST_GRACE_DAYS}),
        }
        labels = {"trust": _("What happens to what it gives")}
        help_texts = {
            "trust": _(
                "“Publish what is sure” makes public, without anybody looking, every item that the reader is sure of; also "
                "what somebody else writes on that page one day. What is doubtful still waits for review."
            ),
            "language": _("Of what it points to, where an item does not say it: “en”, “ko”, “ne”."),
            "themes": _("Given to every new record from this source."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lost_trust = False
        self.may_publish = self.for_user is not None and self.for_user.has_perm(MAY_PUBLISH)
        if not self.may_publish:
            del self.fields["trust"]
        if len(self._crises) == 1 and self.instance.crisis_id in {None, self._crises[0].pk}:
            self.instance.crisis = self._crises[0]
            del self.fields["crisis"]
        hours = self.instance.every_hours
        self.fields["every_hours"].choices = [*RHYTHMS.items(), *([] if hours in RHYTHMS else [(hours, rhythm(hours))])]
        self.fields["responsible"].queryset = _people(self.instance)
        for field, name in _OPTIONS.items():
            self.initial.setdefault(field, self.instance.options.get(name, ""))

    @cached_property
    def _crises(self) -> list[Crisis]:
        return list(Crisis.objects.all())

    @property
    def is_archive(self) -> bool:
        """True where the folded part for OAI-PMH holds something that must be seen."""
        return self["kind"].value() == Source.Kind.OAI or any(self[name].value() for name in _OPTIONS)

    @property
    def changed(self) -> set[str]:
        """The fields of the model that were changed."""
        return {"options" if name in _OPTIONS else name for name in self.changed_data}

    @cached_property
    def known(self) -> Source | None:
        """Return the source that has this address already, where that is what is wrong."""
        if not self.has_error("url", "known"):
            return None
        return Source.objects.exclude(pk=self.instance.pk).at(self.instance.url, crisis=self.instance.crisis_id)

    def clean_url(self) -> str:
        address = self.cleaned_data["url"].strip()
        if "://" not in address:
            address = f"https://{address}"
        try:
            web_address(address)
        except FetchError as error:
            raise forms.ValidationError(str(error)) from error
        return address

    def clean_grace_days(self) -> int:
        days = self.cleaned_data["grace_days"]
        if days > _LONGEST_GRACE_DAYS:
            raise forms.ValidationError(
                _("Choose up to %(most)d days."), code="max_value", params={"most": _LONGEST_GRACE_DAYS}
            )
        return days

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name") and cleaned.get("url"):
            cleaned["name"] = (urlsplit(cleaned["url"]).hostname or "").removeprefix("www.")
        others = {name: value for name, value in self.instance.options.items() if name not in _OPTIONS.values()}
        given = {name: cleaned[field] for field, name in _OPTIONS.items() if cleaned.get(field)}
        self.instance.options = others | given
        if not self.may_publish and self.instance.trust == Source.Trust.PUBLISH and self.changed & _WHERE:
            # A moderator trusted the old place, and nobody yet this one.
            self.instance.trust, self.lost_trust = Source.Trust.HOLD, True
        return cleaned


#: Fields that are kept together, and their names there.
_OPTIONS = {"oai_set": "set", "oai_prefix": "metadata_prefix"}
_WHERE = {"url", "kind", "options"}


def _people(source: Source) -> QuerySet:
    """Return those who may look after sources, and whoever does so already."""
    users = get_user_model().objects
    able = users.with_perm("intake.change_source", backend="django.contrib.auth.backends.ModelBackend")
    return users.filter(Q(pk__in=able.values("pk")) | Q(pk=source.responsible_id)).order_by("username")
