"""What can be done to the chosen rows of a list."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from fingerpost.catalogue.models import Organisation, Record, Theme
from fingerpost.catalogue.models.records import KINDS
from fingerpost.desk import actions

#: How many reasons a message spells out before it only counts.
REASONS_SHOWN = 5


class ListedOnly:
    """“Select all in listing” means the rows that search and filters left, not every row that there is."""

    def get_all_objects_in_listing_query(self, _parent_id: Any) -> list[int]:
        listing = urlsplit(self.next_url)
        view_class = resolve(listing.path).func.view_class
        request = HttpRequest()
        request.method, request.user, request.path = "GET", self.request.user, listing.path
        request.GET = QueryDict(listing.query)
        view = view_class(**resolve(listing.path).func.view_initkwargs)
        view.setup(request)
        return list(view.get_queryset().order_by().values_list("pk", flat=True))


class RecordBulkAction(ListedOnly, SnippetBulkAction):
    template_name = "desk/bulk_actions/confirm.html"
    permission: ClassVar[str]
    question: ClassVar[Any]
    button: ClassVar[Any]

    @classproperty
    def models(cls) -> list[type[Model]]:  # noqa: N805 -- a class property
        return list(KINDS.values())

    def check_perm(self, snippet: Record) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, self.permission, snippet)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "action_name": self.display_name,
            "question": self.question,
            "action_button_text": self.button,
        }

    @classmethod
    def execute_action(cls, objects: list[Record], **kwargs: Any) -> tuple[int, int]:
        view = kwargs["self"]
        view.outcome = view.perform(objects)
        for record, reason in view.outcome.refused[:REASONS_SHOWN]:
            messages.warning(
                view.request, _("“%(title)s” was left as it is. %(reason)s") % {"title": record, "reason": reason}
            )
        hidden = len(view.outcome.refused) - REASONS_SHOWN
        if hidden > 0:
            messages.warning(
                view.request, ngettext("So was %(count)d more.", "So were %(count)d more.", hidden) % {"count": hidden}
            )
        return len(view.outcome.done), 0

    def perform(self, records: list[Record]) -> actions.Outcome:
        raise NotImplementedError


class PublishBulkAction(RecordBulkAction):
    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish the selected records")
    action_priority = 10
    permission = "publish"
    question = _("Publish the latest version of each of these?")
    button = _("Yes, publish")

    def perform(self, records: list[Record]) -> actions.Outcome:
        return actions.publish_records(records=records, user=self.request.user, now=timezone.now())

    def get_success_message(self, num_parent_objects: int, _num_child_objects: int) -> str:
        said = [
            ngettext("%(count)d was published.", "%(count)d were published.", num_parent_objects)
            % {"count": num_parent_objects}
        ]
        if self.outcome.scheduled:
            said.append(
                ngettext("%(count)d is scheduled.", "%(count)d are scheduled.", len(self.outcome.scheduled))
                % {"count": len(self.outcome.scheduled)}
            )
        if self.outcome.unchanged:
            said.append(
                ngettext("%(count)d was public already.", "%(count)d were public already.", len(self.outcome.unchanged))
                % {"count": len(self.outcome.unchanged)}
            )
        return " ".join(said)


class UnpublishBulkAction(RecordBulkAction):
    display_name = _("Unpublish")
    action_type = "unpublish"
    aria_label = _("Unpublish the selected records")
    action_priority = 20
    permission = "publish"
    question = _("Take these off the public pages? They stay here as drafts.")
    button = _("Yes, unpublish")

    def perform(self, records: list[Record]) -> actions.Outcome:
        return actions.unpublish_records(records=records, user=self.request.user)

    def get_success_message(self, num_parent_objects: int, _num_child_objects: int) -> str:
        return ngettext("%(count)d was unpublished.", "%(count)d were unpublished.", num_parent_objects) % {
            "count": num_parent_objects
        }


class ThemeForm(forms.Form):
    theme = forms.ModelChoiceField(Theme.objects.all(), label=_("Theme"))


class AddThemeBulkAction(RecordBulkAction):
    display_name = _("Add theme")
    action_type = "add_theme"
    aria_label = _("Add a theme to the selected records")
    action_priority = 25
    permission = "change"
    question = _("Which theme should these get? Where you may publish, those that are public show it at once.")
    button = _("Add theme")
    form_class = ThemeForm

    def perform(self, records: list[Record]) -> actions.Outcome:
        theme = self.cleaned_form.cleaned_data["theme"]
        return actions.add_theme_to_records(records=records, theme=theme, user=self.request.user)

    def get_success_message(self, num_parent_objects: int, _num_child_objects: int) -> str:
        return ngettext("%(count)d got the theme.", "%(count)d got the theme.", num_parent_objects) % {
            "count": num_parent_objects
        }


class DeleteListedBulkAction(ListedOnly, DeleteBulkAction):
    """Wagtail's own, for the rows that the filters left."""


class ConfirmBulkAction(ListedOnly, SnippetBulkAction):
    display_name = _("Confirm")
    action_type = "confirm"
    aria_label = _("Confirm the selected organisations")
    action_priority = 10
    template_name = "desk/bulk_actions/confirm.html"

    @classproperty
    def models(cls) -> list[type[Model]]:  # noqa: N805 -- a class property
        return [Organisation]

    def check_perm(self, snippet: Organisation) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, "change", snippet)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "action_name": self.display_name,
            "question": _("Are these organisations that the hub should know from now on?"),
            "action_button_text": _("Yes, confirm"),
        }

    @classmethod
    def execute_action(cls, objects: list[Organisation], **kwargs: Any) -> tuple[int, int]:
        return len(actions.confirm_organisations(organisations=objects, user=kwargs["user"])), 0

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    def get_success_message(self, num_parent_objects: int, _num_child_objects: int) -> str:
        return ngettext("%(count)d was confirmed.", "%(count)d were confirmed.", num_parent_objects) % {
            "count": num_parent_objects
        }


BULK_ACTIONS = (
    PublishBulkAction,
    UnpublishBulkAction,
    AddThemeBulkAction,
    DeleteListedBulkAction,
    ConfirmBulkAction,
)
