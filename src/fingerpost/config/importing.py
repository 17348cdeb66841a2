"""``fingerpost import``: which hub a reading goes into, and the first hub where there is none yet."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from fingerpost.config.setup import CannotStart, prepare_database, set_up
from fingerpost.readers.types import Reading, Source

if TYPE_CHECKING:
    from fingerpost.catalogue.models import Crisis
    from fingerpost.intake.actions import ImportReport
    from fingerpost.intake.models import Batch


def import_into_hub(
    source: Source,
    reading: Reading,
    *,
    hub: str | None,
    publish: bool,
    dry_run: bool,
    progress: Callable[[int], object],
) -> "ImportReport":
    """Take a reading into a hub's catalogue. Raises CannotStart where it is not clear into which."""
    set_up()
    prepare_database()
    from fingerpost.intake.actions import import_reading  # noqa: PLC0415 -- needs Django set up

    now = datetime.now(UTC)
    with transaction.atomic():
        report = import_reading(
            reading=reading,
            source=source,
            crisis=choose_crisis(hub, title=reading.title, now=now),
            publish=publish,
            dry_run=dry_run,
            now=now,
            progress=progress,
        )
        if dry_run:
            transaction.set_rollback(True)
    return report


def leave_for_review(source: Source, *, title: str | None, hub: str | None) -> "Batch":
    """Have a source read as the desk does it, and leave its items to editors. Raises CannotStart as above."""
    set_up()
    prepare_database()
    from fingerpost.intake.actions import read_batch, receive  # noqa: PLC0415 -- needs Django set up

    now = datetime.now(UTC)
    with transaction.atomic():
        batch = receive(
            crisis=choose_crisis(hub, title=title, now=now),
            content=source.content,
            name=source.name if source.name != "-" else "standard input",
            url=source.base_url or "",
            today=source.today,
            user=None,
            now=now,
        )
    return read_batch(batch_id=batch.pk, now=now)


def choose_crisis(slug: str | None, *, title: str | None, now: datetime) -> "Crisis":
    """Return the hub's crisis by its short name, or the only one; make the first hub where there is none at all."""
    from fingerpost.catalogue.models import Crisis  # noqa: PLC0415 -- needs Django set up

    crises = {crisis.slug: crisis for crisis in Crisis.objects.all()}
    if slug in crises:
        return crises[slug]
    if not crises:
        from fingerpost.site.actions import start_hub  # noqa: PLC0415 -- needs Django set up

        return start_hub(title=title or slug or "Hub", slug=slug, now=now).crisis
    names = ", ".join(f"“{name}”" for name in sorted(crises))
    if slug is None:
        if len(crises) == 1:
            return next(iter(crises.values()))
        raise CannotStart(f"There are several hubs. Say which one with --hub: {names}.")
    raise CannotStart(f"There is no hub “{slug}”. Name one of these with --hub: {names}.")
