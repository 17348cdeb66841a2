"""A source's state, rhythm and health as a person reads them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fingerpost.intake.models import Sighting, Source

PAUSED = "paused"
#: Words, and an icon so that colour alone says nothing.
STATES = {
    Source.State.OK: (Source.State.OK.label, "circle-check"),
    Source.State.NEW: (Source.State.NEW.label, "time"),
    Source.State.FAILING: (Source.State.FAILING.label, "warning"),
    Source.State.BROKEN: (Source.State.BROKEN.label, "circle-xmark"),
    PAUSED: (gettext_lazy("Paused"), "minus"),
}
SIGHTING_ICONS = {Sighting.State.PRESENT: "check", Sighting.State.MISSING: "help", Sighting.State.GONE: "circle-xmark"}
RHYTHMS = {
    1: gettext_lazy("Every hour"),
    6: gettext_lazy("Every 6 hours"),
    24: gettext_lazy("Every day"),
    168: gettext_lazy("Every week"),
    0: gettext_lazy("Only by hand"),
}


def state_of(source: Source) -> str:
    return PAUSED if source.paused else source.state


def rhythm(hours: int) -> str:
    words = ngettext("Every %(count)d hour", "Every %(count)d hours", hours) % {"count": hours}
    return str(RHYTHMS.get(hours, words))


def moment(when: datetime | None) -> str:
    return formats.date_format(timezone.localtime(when), "j F Y, H:i") if when else ""


def next_reading(source: Source, *, now: datetime) -> str:
    """Say when a source is read next, as a cell of a table does."""
    if source.paused:
        return _("paused")
    if not source.every_hours:
        return _("only by hand")
    return moment(source.next_run_at) if source.next_run_at and source.next_run_at > now else _("within minutes")


def health(source: Source, *, now: datetime) -> Iterator[str]:
    """Give sentences: whether it works, since when it does not and why, and when it is read next."""
    if source.state == Source.State.NEW:
        yield _("It was never read yet.")
    elif source.state == Source.State.OK:
        yield _("It was read without error on %(moment)s.") % {"moment": moment(source.last_success_at)}
    else:
        yield from _trouble(source)
    yield _next_in_words(source, now=now)


def _trouble(source: Source) -> Iterator[str]:
    words = ngettext(
        "It could not be read on %(moment)s.",
        "It could not be read %(count)d times in a row, the last time on %(moment)s.",
        source.failures,
    )
    yield words % {"count": source.failures, "moment": moment(source.last_run_at)}
    yield source.last_error
    if source.last_success_at:
        yield _("It was last read without error on %(moment)s.") % {"moment": moment(source.last_success_at)}
    yield _("What it gave before stays as it is.")
    if source.told_at:
        told = {"name": _name(source), "moment": moment(source.told_at)}
        yield _("%(name)s was told by mail on %(moment)s.") % told
    elif not (source.responsible and source.responsible.email):
        yield _("Nobody is told by mail, because nobody with a mail address is responsible for it.")


def _next_in_words(source: Source, *, now: datetime) -> str:
    if source.paused:
        return _("It is paused: it is read again when somebody resumes it.")
    if not source.every_hours:
        return _("It is read only when somebody presses “Read now”.")
    if source.next_run_at is None or source.next_run_at <= now:
        return _("It is read within the next minutes.")
    tried = source.state in {Source.State.FAILING, Source.State.BROKEN}
    words = _("It is tried again on %(moment)s.") if tried else _("It is read again on %(moment)s.")
    return words % {"moment": moment(source.next_run_at)}


def _name(source: Source) -> str:
    user = source.responsible
    return (user.get_full_name() or user.get_username()) if user else _("The responsible editor")
