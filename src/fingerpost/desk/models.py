from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask


class ReasonForm(TaskStateCommentForm):
    """What a moderator writes when something goes back: its editor must be told why."""

    comment = forms.CharField(
        label=_("What should be changed?"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say what should be changed, so that the editor knows.")},
    )


class Moderation(AbstractGroupApprovalTask):
    """A member of the groups reads what an editor submitted, and approves it or says what to change."""

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderation")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        # The edit view hands over what the browser says that the form has checked.
        if action_name == "reject" and not ReasonForm(kwargs).is_valid():
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return _("Members of the chosen groups approve, or say what should be changed.")
