import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from fingerpost.catalogue.models.details import credits_today
from fingerpost.catalogue.models.organisations import Organisation
from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.querysets import RecordQuerySet
from fingerpost.catalogue.text import words_for_address
from fingerpost.catalogue.validators import validate_language, validate_timezone

#: Without 0, 1, i, l, o and u: nobody mistypes a key read out over the phone, and none spells a word.
KEY_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


class Address(models.Model):
    """A key that was given to a record once; the row outlives the record, so that no address ever repeats."""

    key = models.CharField(max_length=8, primary_key=True)
    record = models.ForeignKey("Record", null=True, on_delete=models.SET_NULL, related_name="addresses")
    issued_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key

    @classmethod
    def issue(cls, count: int = 1) -> list[str]:
        """Reserve keys that were never given out: four letters each, five once four become scarce.

        Takes two queries for any count. Run it in the transaction that saves the records.
        """
        length = 4 if cls.objects.count() + count < len(KEY_LETTERS) ** 4 // 20 else 6
        fresh: set[str] = set()
        while len(fresh) < count:
            fresh |= {"".join(secrets.choice(KEY_LETTERS) for _ in range(length)) for _ in range(count - len(fresh))}
            fresh -= set(cls.objects.filter(key__in=fresh).values_list("key", flat=True))
        cls.objects.bulk_create([cls(key=key) for key in fresh], batch_size=500)
        return list(fresh)


class Record(
    SavedWhole, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """One thing in the world, told in one language and perhaps translated: an event, a resource, a measure, an update.

    ``start`` and ``end`` are local to ``timezone`` (IANA). ``precision`` says how much of them is known: with “month”,
    ``start_date`` is the month's first day and ``end_date`` its last. For a resource ``start_date`` is the day of its
    publication, for an update the moment it was posted, for a measure the day it began.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("Event")
        RESOURCE = "resource", _("Resource")
        MEASURE = "measure", _("Measure")
        UPDATE = "update", _("Update")

    class Precision(models.TextChoices):
        YEAR = "year", _("Year")
        MONTH = "month", _("Month")
        DAY = "day", _("Day")
        MINUTE = "minute", _("Minute")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        MOVED = "moved", _("Moved to a new date")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        ONLINE = "online", _("Online")
        IN_PERSON = "in person", _("In person")
        HYBRID = "hybrid", _("Online and in person")

    class Level(models.TextChoices):
        LOCAL = "local", _("City or municipality")
        REGIONAL = "regional", _("State, province or region")
        NATIONAL = "national", _("National government")

    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    key = models.CharField(max_length=8, unique=True, editable=False)
    crisis = models.ForeignKey("Crisis", verbose_name=_("crisis"), on_delete=models.PROTECT, related_name="records")
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("Of what it points to: “en”, “ko”, “ne”."),
    )
    format = models.CharField(_("format"), max_length=40, blank=True, help_text=_("Webinar, forum, report, protocol…"))

    start_date = models.DateField(_("date"), null=True, blank=True)
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)
    end_time = models.TimeField(_("until"), null=True, blank=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_timezone],
        help_text=_("Region and city, such as “Asia/Seoul”."),
    )
    precision = models.CharField(_("how exact"), max_length=6, choices=Precision, default=Precision.DAY)

    series = models.ForeignKey(
        "Series", verbose_name=_("series"), null=True, blank=True, on_delete=models.SET_NULL, related_name="records"
    )
    number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    themes = ParentalManyToManyField("Theme", verbose_name=_("themes"), blank=True, related_name="records")
    place = models.ForeignKey(
        "Place",
        verbose_name=_("city or country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
    )

    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    register_by_date = models.DateField(_("register by"), null=True, blank=True)
    register_by_time = models.TimeField(_("register by, time"), null=True, blank=True)

    phase = models.ForeignKey(
        "Phase", verbose_name=_("phase"), null=True, blank=True, on_delete=models.SET_NULL, related_name="records"
    )
    level = models.CharField(_("level of government"), max_length=10, choices=Level, blank=True)
    result = models.TextField(_("result"), blank=True)
    contact = models.CharField(_("contact office"), max_length=200, blank=True)

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    # Wagtail looks for an object's revisions and workflow states by its content type. All four kinds share one table,
    # so theirs is the table's; see get_base_content_type below.
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=True,
    )
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=True,
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes = [
            models.Index(fields=["crisis", "kind", "live", "start_date"], name="record_list"),
            models.Index(fields=["kind", "live", "start_date"], name="record_kind_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["event", "resource", "measure", "update"]), name="record_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(start_date__isnull=False, end_date__gte=F("start_date")),
                name="record_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True) | Q(start_date__isnull=False),
                name="record_has_a_time_only_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                name="record_has_an_end_time_only_with_a_start_time",
            ),
            models.CheckConstraint(
                condition=(Q(precision="minute") & Q(start_time__isnull=False))
                | (~Q(precision="minute") & Q(start_time__isnull=True)),
                name="record_precision_says_whether_it_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="event")
                | Q(status="", mode="", venue="", register_by_date__isnull=True, register_by_time__isnull=True),
                name="only_events_have_status_mode_and_registration",
            ),
            models.CheckConstraint(
                condition=Q(kind="measure") | Q(phase__isnull=True, level="", result="", contact=""),
                name="only_measures_have_phase_and_result",
            ),
            models.CheckConstraint(
                condition=Q(register_by_time__isnull=True) | Q(register_by_date__isnull=False),
                name="deadline_has_a_time_only_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(series__isnull=False), name="number_only_within_a_series"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    @classmethod
    def get_base_content_type(cls) -> ContentType:
        return ContentType.objects.get_for_model(Record)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Load each row as its kind, so that Wagtail finds the desk's views and the history of the right one."""
        if cls is Record and "kind" in field_names:
            kind = KINDS[tuple(values)[tuple(field_names).index("kind")]]
            return kind.from_db(db, field_names, values)
        return super().from_db(db, field_names, values)

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Self:
        """Read a revision as of today: what it credits to an organisation that was merged since, it credits to the kept one."""
        rows = data.get("credits") or []
        kept = Organisation.objects.all().kept_instead(row["organisation"] for row in rows) if rows else {}
        if kept:
            data = {**data, "credits": credits_today(rows, kept)}
        return super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.key:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            [self.key] = Address.issue()
            super().save(*args, **kwargs)
            Address.objects.filter(key=self.key).update(record=self)
        return None

    def clean(self) -> None:
        super().clean()
        self.precision = self._precision()
        problems: dict[str, Any] = {}
        if self.end_date and not self.start_date:
            problems["start_date"] = _("There is a last day but no first one. Add the date.")
        elif self.end_date and self.start_date and self.end_date < self.start_date:
            problems["end_date"] = _("The last day is before the first. Correct one of them.")
        if self.start_time and not self.start_date:
            problems["start_date"] = _("There is a time but no date. Add the date.")
        if self.end_time and not self.start_time:
            problems["start_time"] = _(
                "There is a closing time but no opening one. Add it, or remove the closing time."
            )
        same_day = not self.end_date or self.end_date == self.start_date
        if self.start_time and self.end_time and same_day and self.end_time < self.start_time:
            problems["end_time"] = _(
                "It ends before it begins. Correct a time, or add the last day if it runs past midnight."
            )
        if self.register_by_time and not self.register_by_date:
            problems["register_by_date"] = _("There is a time to register by but no day. Add the day.")
        if self.number is not None and not self.series_id:
            problems["series"] = _("A number belongs to a series. Choose the series, or remove the number.")
        if problems:
            raise ValidationError(problems)

    def _precision(self) -> str:
        if self.start_time:
            return self.Precision.MINUTE
        return self.Precision.DAY if self.precision == self.Precision.MINUTE else self.precision

    @property
    def slug(self) -> str:
        words = words_for_address(self.title)
        return f"{self.key}-{words}" if words else self.key

    def get_absolute_url(self) -> str:
        return reverse(f"site:{self.kind}", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 -- Wagtail's signature
        """Return the page that visitors would see; it works out all it shows from the record that it is given."""
        return "site/record.html"

    @property
    def as_kind(self) -> "Record":
        """Return this record as its proxy: Event, Resource, Measure or Update."""
        self.__class__ = KINDS[self.kind]
        return self

    def starts_at(self) -> datetime | None:
        """Return the moment it starts, aware; None where the day, the time or the zone is not known."""
        return self._moment(self.start_date, self.start_time)

    def ends_at(self) -> datetime | None:
        return self._moment(self.end_date or self.start_date, self.end_time)

    def _moment(self, day: date | None, clock: Any) -> datetime | None:
        if not (day and clock and self.timezone):
            return None
        return datetime.combine(day, clock, ZoneInfo(self.timezone))

    def last_day(self) -> date | None:
        return self.end_date or self.start_date


class _KindManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> RecordQuerySet:
        return super().get_queryset().filter(kind=self.model.KIND)


class _OfOneKind:
    """What each proxy shares: it is born with its kind, and finds only that kind."""

    KIND: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:
            kwargs.setdefault("kind", self.KIND)
        super().__init__(*args, **kwargs)


class Event(_OfOneKind, Record):
    """A webinar, forum, meeting, workshop or course."""

    KIND = Record.Kind.EVENT
    objects = _KindManager()

    class Meta:
        proxy = True
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Resource(_OfOneKind, Record):
    """A report, protocol, portal, article or tool."""

    KIND = Record.Kind.RESOURCE
    objects = _KindManager()

    class Meta:
        proxy = True
        verbose_name = _("resource")
        verbose_name_plural = _("resources")


class Measure(_OfOneKind, Record):
    """What a city did."""

    KIND = Record.Kind.MEASURE
    objects = _KindManager()

    class Meta:
        proxy = True
        verbose_name = _("measure")
        verbose_name_plural = _("measures")


class Update(_OfOneKind, Record):
    """A short post of the network."""

    KIND = Record.Kind.UPDATE
    objects = _KindManager()

    class Meta:
        proxy = True
        verbose_name = _("update")
        verbose_name_plural = _("updates")


KINDS: dict[str, type[Record]] = {model.KIND: model for model in (Event, Resource, Measure, Update)}


def as_kinds(records: Iterable[Record]) -> list[Record]:
    """Return records as their proxies, so that each knows its own words."""
    return [record.as_kind for record in records]
