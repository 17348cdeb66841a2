"""Whether a source still works, when it is read next, and who is told when it breaks."""

from datetime import datetime, timedelta

import structlog
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.intake.models import Source
from fingerpost.intake.tasks import harvesting as tasks

log = structlog.get_logger(__name__)

#: A site may be away for a moment; so many failures in a row are more than that.
BROKEN_AFTER = 3
_FIRST_RETRY = timedelta(hours=1)
_LONGEST_WAIT = timedelta(days=1)
#: What a reading notes with its source; the rest is an editor's, who may have changed it meanwhile.
_NOTED = [
    "etag",
    "last_modified",
    "digest",
    "state",
    "failures",
    "last_error",
    "last_run_at",
    "last_success_at",
    "next_run_at",
    "told_at",
]


def note_success(source: Source, *, now: datetime) -> None:
    source.state, source.failures, source.last_error, source.told_at = Source.State.OK, 0, "", None
    source.last_run_at = source.last_success_at = now
    source.next_run_at = now + timedelta(hours=source.every_hours) if source.every_hours else None
    source.save(update_fields=_NOTED)


def note_failure(source: Source, sentence: str, *, now: datetime) -> None:
    """Note why it failed, and try again: first soon, then ever more seldom, at last once a day."""
    source.failures += 1
    source.last_error, source.last_run_at = sentence, now
    source.state = Source.State.BROKEN if source.failures >= BROKEN_AFTER else Source.State.FAILING
    wait = min(_FIRST_RETRY * 2 ** min(source.failures - 1, 6), _LONGEST_WAIT)
    source.next_run_at = now + max(wait, _LONGEST_WAIT if source.state == Source.State.BROKEN else wait)
    if not source.every_hours:
        source.next_run_at = None
    source.save(update_fields=_NOTED)
    if source.state == Source.State.BROKEN and source.told_at is None:
        transaction.on_commit(lambda: tasks.tell_of_broken_source.enqueue(source_id=source.pk))


def tell_of_broken(*, source_id: int, base_url: str, now: datetime) -> bool:
    """Mail the responsible editor that a source is broken, once for each time that it breaks; say whether it was sent."""
    source = Source.objects.select_related("responsible").get(pk=source_id)
    address = source.responsible.email if source.responsible else ""
    if source.state != Source.State.BROKEN or source.told_at or not address:
        return False
    told = {
        "name": source.name,
        "failures": source.failures,
        "error": source.last_error,
        "url": source.url,
        "desk": f"{base_url}/desk/sources/{source.pk}/",
    }
    lines = (
        _("“%(name)s” could not be read %(failures)d times in a row:"),
        "%(error)s",
        "",
        _("Its address: %(url)s"),
        _("Its page at the desk: %(desk)s"),
        "",
        _("It is tried again once a day. Nothing that it gave before is deleted."),
    )
    try:
        send_mail(_("A source is broken: %(name)s") % told, "\n".join(lines) % told, None, [address])
    except OSError:  # smtplib's errors are OSErrors, and so are those of the network
        log.exception("A mail about a broken source could not be sent.", source=source_id)
        return False
    Source.objects.filter(pk=source_id).update(told_at=now)
    return True
