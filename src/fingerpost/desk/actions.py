"""What the desk does to many records at once, each as its own button would do it to one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log

from fingerpost.catalogue.models import Organisation, Record, Theme


@dataclass(slots=True)
class Outcome:
    """What became of each record: done, to be done at its hour, left as it was, or refused with the reason."""

    done: list[Record] = field(default_factory=list)
    scheduled: list[Record] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)
    refused: list[tuple[Record, str]] = field(default_factory=list)


@transaction.atomic
def publish_records(*, records: Iterable[Record], user: AbstractBaseUser, now: datetime) -> Outcome:
    """Publish the latest revision of each record; one with a date of publication to come is scheduled instead.

    A record that is incomplete or locked is refused and the others go on. Raises PermissionDenied, and publishes
    nothing, if the user may not publish one of the kinds.
    """
    outcome = Outcome()
    for record in _for_change(records):
        if record.live and not record.has_unpublished_changes:
            outcome.unchanged.append(record)
            continue
        if reason := _lock_against(record, user) or _incomplete(record.get_latest_revision_as_object()):
            outcome.refused.append((record, reason))
            continue
        revision = record.latest_revision or record.save_revision(user=user)
        published = PublishRevisionAction(revision, user=user)
        published.execute()
        later = published.object.go_live_at and published.object.go_live_at > now
        (outcome.scheduled if later else outcome.done).append(record)
    return outcome


@transaction.atomic
def unpublish_records(*, records: Iterable[Record], user: AbstractBaseUser) -> Outcome:
    """Take each record off the public pages; it stays as a draft. Raises PermissionDenied as publishing does."""
    outcome = Outcome()
    for record in _for_change(records):
        if not record.live:
            outcome.unchanged.append(record)
        elif reason := _lock_against(record, user):
            outcome.refused.append((record, reason))
        else:
            UnpublishAction(record, user=user).execute()
            outcome.done.append(record)
    return outcome


@transaction.atomic
def add_theme_to_records(*, records: Iterable[Record], theme: Theme, user: AbstractBaseUser) -> Outcome:
    """Add a theme to each record, as a new revision; where the record was public without changes, publish it.

    So nothing that an editor left as a draft becomes public by this, and a user who may not publish makes drafts.
    """
    outcome = Outcome()
    for record in _for_change(records):
        latest = record.get_latest_revision_as_object()
        if theme in latest.themes.all():
            outcome.unchanged.append(record)
        elif reason := _lock_against(record, user):
            outcome.refused.append((record, reason))
        else:
            _save_with_theme(record, latest, theme=theme, user=user)
            outcome.done.append(record)
    return outcome


@transaction.atomic
def confirm_organisations(
    *, organisations: Iterable[Organisation], user: AbstractBaseUser, part_of: Organisation | None = None
) -> list[Organisation]:
    """Make organisations that an import proposed part of the authority file; return those that were not yet.

    Those that are confirmed as part of another are placed below it.
    """
    ids = [organisation.pk for organisation in organisations]
    proposed = Organisation.objects.select_for_update().filter(pk__in=ids, standing=Organisation.Standing.PROPOSED)
    confirmed = list(proposed)
    for organisation in confirmed:
        organisation.standing = Organisation.Standing.CONFIRMED
        if part_of and part_of.pk != organisation.pk:
            organisation.parent = part_of
            organisation.clean()
        organisation.save(update_fields=["standing", "parent"])
        log(instance=organisation, action="wagtail.edit", user=user)
    return confirmed


def _for_change(records: Iterable[Record]) -> Sequence[Record]:
    ids = [record.pk for record in records]
    return list(Record.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _lock_against(record: Record, user: Any) -> str:
    lock = record.get_lock()
    return _("It is locked.") if lock and lock.for_user(user) else ""


def _incomplete(record: Record) -> str:
    try:
        record.full_clean()
    except ValidationError as error:
        named = [
            f"{record._meta.get_field(name).verbose_name}: {' '.join(said)}"
            for name, said in error.message_dict.items()
            if name != "__all__"
        ]
        return " ".join([*named, *error.message_dict.get("__all__", [])])
    return ""


def _save_with_theme(record: Record, latest: Record, *, theme: Theme, user: Any) -> None:
    publish = record.live and not record.has_unpublished_changes and user.has_perm(f"catalogue.publish_{record.kind}")
    latest.themes.add(theme)
    if not record.live:
        latest.save()
    revision = latest.save_revision(user=user, log_action=True, clean=False)
    if publish:
        PublishRevisionAction(revision, user=user).execute()
