from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from fingerpost.catalogue.models.records import KINDS


class KindPermissionPolicy(ModelPermissionPolicy):
    """Permissions of one kind of record; Wagtail's own policy looks for those of the table that all kinds share."""

    @cached_property
    def _content_type(self) -> ContentType:
        return ContentType.objects.get_for_model(self.auth_model, for_concrete_model=False)


def register_policies() -> None:
    for model in KINDS.values():
        register_permission_policy(model, KindPermissionPolicy(model))
