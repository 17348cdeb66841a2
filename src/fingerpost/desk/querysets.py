"""What of the catalogue needs a person today; the dashboard counts by these conditions and the listings filter by them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from fingerpost.catalogue.models import Credit, Link, Organisation, Record
from fingerpost.intake.models import Batch, Sighting

SOON_DAYS = 7
#: How long after an event somebody may still find its recording.
RECORDING_DAYS = 30
#: Who makes a record: without one of these it has no organiser.
MAKERS = (Credit.Role.ORGANISER, Credit.Role.PUBLISHER, Credit.Role.HOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One reason why records need a person, and the kinds it can befall."""

    name: str
    label: Any
    condition: Callable[[date], Q]
    kinds: frozenset[str] = frozenset(Record.Kind.values)


def has_link(*roles: str) -> Exists:
    links = Link.objects.filter(record=OuterRef("pk"))
    return Exists(links.filter(role__in=roles) if roles else links)


def has_maker() -> Exists:
    return Exists(Credit.objects.filter(record=OuterRef("pk"), role__in=MAKERS))


def _in_workflow(status: str) -> Exists:
    return Exists(
        WorkflowState.objects.filter(
            base_content_type=Record.get_base_content_type(),
            object_id=Cast(OuterRef("pk"), CharField(max_length=255)),
            status=status,
        )
    )


def _scheduled() -> Exists:
    return Exists(
        Revision.objects.filter(
            base_content_type=Record.get_base_content_type(),
            object_id=Cast(OuterRef("pk"), CharField(max_length=255)),
            approved_go_live_at__isnull=False,
        )
    )


def _goes_on_between(first: date, last: date) -> Q:
    return Q(start_date__lte=last) & (
        Q(end_date__isnull=False, end_date__gte=first) | Q(end_date__isnull=True, start_date__gte=first)
    )


def _soon_and_unready(today: date) -> Q:
    ready = Q(has_link(Link.Role.ITEM)) & Q(has_link(Link.Role.REGISTER)) & ~Q(timezone="")
    return _goes_on_between(today, today + timedelta(days=SOON_DAYS)) & ~Q(status="cancelled") & ~ready


def _deadline_near(today: date) -> Q:
    return Q(register_by_date__range=(today, today + timedelta(days=SOON_DAYS))) & ~Q(status="cancelled")


def _without_recording(today: date) -> Q:
    first, last = today - timedelta(days=RECORDING_DAYS), today - timedelta(days=1)
    ended = Q(end_date__range=(first, last)) | Q(end_date__isnull=True, start_date__range=(first, last))
    return ended & ~Q(status="cancelled") & ~Q(has_link(Link.Role.RECORDING))


def _gone_from_sources() -> Q:
    """Public still, although a source dropped it and none has it any more."""
    seen = Sighting.objects.filter(record=OuterRef("pk"))
    gone = Exists(seen.filter(state=Sighting.State.GONE)) & ~Exists(seen.exclude(state=Sighting.State.GONE))
    return Q(live=True) & Q(gone)


EVENTS = frozenset({Record.Kind.EVENT.value})
MADE = frozenset({Record.Kind.EVENT.value, Record.Kind.RESOURCE.value})

NEEDS = (
    Need(
        name="moderation",
        label=_("Wait for moderation"),
        condition=lambda _today: Q(_in_workflow(WorkflowState.STATUS_IN_PROGRESS)),
    ),
    Need(
        name="changes",
        label=_("Sent back: changes are asked for"),
        condition=lambda _today: Q(_in_workflow(WorkflowState.STATUS_NEEDS_CHANGES)),
    ),
    Need(
        name="soon",
        label=_("Within a week, without link, registration or time zone"),
        condition=_soon_and_unready,
        kinds=EVENTS,
    ),
    Need(name="deadline", label=_("Registration closes within a week"), condition=_deadline_near, kinds=EVENTS),
    Need(
        name="recording",
        label=_("Over within the last month, without a recording"),
        condition=_without_recording,
        kinds=EVENTS,
    ),
    Need(name="title", label=_("Without a title"), condition=lambda _today: Q(title="")),
    Need(name="organiser", label=_("Without an organiser"), condition=lambda _today: ~Q(has_maker()), kinds=MADE),
    Need(name="date", label=_("Without a date"), condition=lambda _today: Q(start_date__isnull=True)),
    Need(name="gone", label=_("Gone from their sources"), condition=lambda _today: _gone_from_sources()),
    Need(name="scheduled", label=_("Scheduled to be published"), condition=lambda _today: Q(_scheduled())),
    Need(name="locked", label=_("Locked"), condition=lambda _today: Q(locked=True)),
)


def needs_of(kind: str) -> list[Need]:
    return [need for need in NEEDS if kind in need.kinds]


def needing(records: QuerySet, name: str, *, today: date) -> QuerySet:
    """Return the records that have the need of this name."""
    return records.filter(next(need for need in NEEDS if need.name == name).condition(today))


def count_needs(*, today: date) -> dict[tuple[str, str], int]:
    """Return how many records have each need, by its name and their kind, in one query."""
    counts = {f"need_{need.name}": Count("pk", filter=need.condition(today)) for need in NEEDS}
    rows = Record.objects.order_by().values("kind").annotate(**counts)
    return {(need.name, row["kind"]): row[f"need_{need.name}"] for row in rows for need in needs_of(row["kind"])}


def proposed_organisations() -> QuerySet:
    return Organisation.objects.filter(standing=Organisation.Standing.PROPOSED)


def batches_with_questions() -> QuerySet:
    return Batch.objects.exclude(issues=[])


def for_desk_rows(records: QuerySet) -> QuerySet:
    """Fetch with each record all that a row of the desk's lists shows, in a fixed number of queries.

    ``changed`` is when it was last edited (a draft of a live record counts), ``is_scheduled`` and ``is_in_moderation``
    are what Wagtail would ask of each row alone.
    """
    return (
        records.annotate(
            changed=Coalesce(F("latest_revision__created_at"), F("updated_at")),
            is_scheduled=_scheduled(),
            is_in_moderation=_in_workflow(WorkflowState.STATUS_IN_PROGRESS),
        )
        .select_related("place", "latest_revision")
        .defer("latest_revision__content")
        .prefetch_related(Prefetch("credits", Credit.objects.select_related("organisation")), "links")
    )
