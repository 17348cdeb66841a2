"""What is written to the catalogue, many records at a time: the same rows that one save at the desk leaves behind."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import ModelLogEntry, Revision
from wagtail.signals import published

from fingerpost.catalogue import changes
from fingerpost.catalogue.models import Address, Credit, Link, Organisation, Record, Translation
from fingerpost.catalogue.models.details import credits_today
from fingerpost.catalogue.tasks import index_references

#: Rows written, or keys asked for, in one statement.
BATCH_SIZE = 500
#: What a record says of the world, and not of its own state in the desk.
_CONTENT_COLUMNS = frozenset(
    {
        "title",
        "summary",
        "language",
        "format",
        "start_date",
        "start_time",
        "end_date",
        "end_time",
        "timezone",
        "precision",
        "series",
        "number",
        "place",
        "status",
        "mode",
        "venue",
        "register_by_date",
        "register_by_time",
        "phase",
        "level",
        "result",
        "contact",
    }
)

Content = dict[str, Any]


@transaction.atomic
def create_records(
    records: Sequence[Record], *, user: AbstractBaseUser | None, now: datetime, note: dict[str, Any] | None = None
) -> None:
    """Save new records with what hangs on them (credits, links, translations, themes), each with its first revision.

    Those that are ``live`` are public at once, the others stay drafts. ``note`` is kept with each entry of the history.
    Takes the same number of statements for any 500 records. Raises IntegrityError and saves nothing if one of them
    breaks a constraint.
    """
    if not records:
        return
    for record, key in zip(records, Address.issue(len(records)), strict=True):
        record.key = key
        record.has_unpublished_changes = not record.live
        record.first_published_at = record.last_published_at = now if record.live else None
        # Once it has a primary key, a record asks the database for those relations that nobody has set.
        for relation in ("credits", "links", "translations", "themes"):
            if relation not in getattr(record, "_cluster_related_objects", ()):
                setattr(record, relation, [])
    Record.objects.bulk_create(records, batch_size=BATCH_SIZE)
    changes.note("record", [record.pk for record in records])
    _tell_addresses_their_records(records)
    _save_children(records)
    revisions = _save_revisions(records, [record.serializable_data() for record in records], user=user, now=now)
    _log(revisions, "wagtail.create", user=user, now=now, note=note)
    _publish([(record, revision) for record, revision in revisions if record.live], user=user, now=now, note=note)
    _index_later(records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A record's new content, as ``latest_contents`` gives it and a caller changed it."""

    record: Record
    content: Content
    publish: bool = False  #: only for a record that is live and has no changes waiting


@transaction.atomic
def amend_records(
    amendments: Sequence[Amendment],
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any] | None = None,
) -> None:
    """Save each record's new content as its latest revision; publish it where that is asked for.

    A draft that was never public also shows its new content in lists. Takes the same number of statements for any 500
    records.
    """
    if not amendments:
        return
    # First of all, so that the signals of single rows need not say it again.
    changes.note("record", [each.record.pk for each in amendments])
    changes.note("filled", [each.record.series_id for each in amendments])
    credit_today([each.content for each in amendments])
    shown = [each for each in amendments if each.publish or not each.record.live]
    _save_columns(shown, now=now)
    for model, relation in ((Credit, "credits"), (Link, "links")):
        _replace_children(model, relation, shown)
    for each in amendments:
        each.record.has_unpublished_changes = not each.publish
    revisions = _save_revisions(
        [each.record for each in amendments], [each.content for each in amendments], user=user, now=now
    )
    Record.objects.filter(pk__in=[each.record.pk for each in amendments if not each.publish]).update(
        has_unpublished_changes=True
    )
    _log(revisions, "wagtail.edit", user=user, now=now, note=note)
    publishing = {each.record.pk for each in amendments if each.publish}
    _publish([pair for pair in revisions if pair[0].pk in publishing], user=user, now=now, note=note)
    _index_later([each.record for each in amendments])


@transaction.atomic
def delete_records(
    records: Sequence[Record],
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any] | None = None,
) -> None:
    """Delete records with all that hangs on them. Their addresses stay taken, and say that they are gone."""
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=_content_type(record),
                object_id=str(record.pk),
                label=str(record),
                action="wagtail.delete",
                timestamp=now,
                user_id=user.pk if user else None,
                deleted=True,
                data=note or {},
            )
            for record in records
        ],
        batch_size=BATCH_SIZE,
    )
    changes.note("record", [record.pk for record in records])
    changes.note("filled", [record.series_id for record in records])
    for some in _batches([record.pk for record in records]):
        credited = Credit.objects.filter(record__in=some).order_by()
        changes.note("credited", credited.values_list("organisation_id", flat=True).distinct())
        Record.objects.filter(pk__in=some).delete()


def says_the_same(one: Content, other: Content) -> bool:
    """True if two contents of a record say the same of the world, whatever their rows are numbered."""
    return _said(one) == _said(other)


def _said(content: Content) -> Content:
    columns = {name: content.get(name) for name in _CONTENT_COLUMNS}
    children = {
        relation: [
            {name: value for name, value in child.items() if name not in {"pk", "record", "sort_order"}}
            for child in content.get(relation) or ()
        ]
        for relation in ("credits", "links", "translations")
    }
    return {**columns, **children, "themes": sorted(content.get("themes") or ())}


def latest_contents(record_ids: Collection[int]) -> dict[int, tuple[Record, Content]]:
    """Return each record with what its editors last made of it: its newest draft, or else what is public.

    The content is JSON, as a revision keeps it. Takes the same number of queries for any 500 records.
    """
    found: dict[int, tuple[Record, Content]] = {}
    for some in _batches(sorted(record_ids)):
        records = Record.objects.filter(pk__in=some).select_related("latest_revision")
        for record in records.prefetch_related("credits", "links", "translations", "themes"):
            drafted = record.has_unpublished_changes and record.latest_revision
            content = drafted.content if drafted else record.serializable_data()
            found[record.pk] = (record.as_kind, json.loads(json.dumps(content, cls=DjangoJSONEncoder)))
    credit_today([content for _record, content in found.values()])
    return found


def credit_today(contents: Sequence[Content]) -> None:
    """Credit in contents of any age the organisations that stand for those that were merged since."""
    named = {credit["organisation"] for content in contents for credit in content.get("credits") or ()}
    kept = Organisation.objects.all().kept_instead(named) if named else {}
    for content in contents if kept else ():
        content["credits"] = credits_today(content.get("credits") or (), kept)


def _tell_addresses_their_records(records: Sequence[Record]) -> None:
    its_record = Record.objects.filter(key=OuterRef("pk")).values("pk")[:1]
    for some in _batches(records):
        Address.objects.filter(pk__in=[record.key for record in some]).update(record=Subquery(its_record))


def _save_children(records: Sequence[Record]) -> None:
    children: dict[type[models.Model], list[models.Model]] = {Credit: [], Link: [], Translation: []}
    themes = []
    through = Record.themes.through
    for record in records:
        for child in (*record.credits.all(), *record.links.all(), *record.translations.all()):
            child.record = record
            children[type(child)].append(child)
        themes += [through(record_id=record.pk, theme_id=theme.pk) for theme in record.themes.all()]
    for model, rows in children.items():
        model._default_manager.bulk_create(rows, batch_size=BATCH_SIZE)
    through.objects.bulk_create(themes, batch_size=BATCH_SIZE)


def _save_revisions(
    records: Sequence[Record], contents: Sequence[Content], *, user: AbstractBaseUser | None, now: datetime
) -> list[tuple[Record, Revision]]:
    """Save a revision of each record as RevisionMixin.save_revision does, and make it the latest."""
    base = Record.get_base_content_type()
    revisions = [
        Revision(
            content_type=_content_type(record),
            base_content_type=base,
            object_id=str(record.pk),
            created_at=now,
            user=user,
            object_str=content["title"] or str(record),
            content=content,
        )
        for record, content in zip(records, contents, strict=True)
    ]
    Revision.objects.bulk_create(revisions, batch_size=BATCH_SIZE)
    newest = (
        Revision.objects.filter(
            base_content_type=base, object_id=Cast(OuterRef("pk"), output_field=CharField(max_length=255))
        )
        .order_by("-pk")
        .values("pk")[:1]
    )
    for some in _batches(records):
        Record.objects.filter(pk__in=[record.pk for record in some]).update(latest_revision=Subquery(newest))
    for record, revision in zip(records, revisions, strict=True):
        record.latest_revision_id = revision.pk
    return list(zip(records, revisions, strict=True))


def _publish(
    revisions: Sequence[tuple[Record, Revision]],
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any] | None,
) -> None:
    for some in _batches(revisions):
        Record.objects.filter(pk__in=[record.pk for record, _ in some]).update(
            live=True, has_unpublished_changes=False, last_published_at=now, live_revision=F("latest_revision")
        )
    _log(revisions, "wagtail.publish", user=user, now=now, note=note)
    for record, revision in revisions:
        record.live_revision_id = revision.pk
        published.send(sender=type(record), instance=record, revision=revision)


def _log(
    revisions: Sequence[tuple[Record, Revision]],
    action: str,
    *,
    user: AbstractBaseUser | None,
    now: datetime,
    note: dict[str, Any] | None,
) -> None:
    # No uuid: the desk's history shows one entry per uuid and action, and would show it for one of the records only.
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=_content_type(record),
                object_id=str(record.pk),
                label=revision.object_str,
                action=action,
                timestamp=now,
                user_id=user.pk if user else None,
                revision=revision,
                content_changed=True,
                data=note or {},
            )
            for record, revision in revisions
        ],
        batch_size=BATCH_SIZE,
    )


def _save_columns(amendments: Sequence[Amendment], *, now: datetime) -> None:
    """Write to the table what differs in it, and only those columns."""
    changed = {"updated_at"}
    for each in amendments:
        each.record.updated_at = now
        for column in Record._meta.concrete_fields:
            if column.name not in _CONTENT_COLUMNS or column.name not in each.content:
                continue
            value = column.to_python(each.content[column.name])
            if getattr(each.record, column.attname) != value:
                setattr(each.record, column.attname, value)
                changed.add(column.name)
    Record.objects.bulk_update([each.record for each in amendments], sorted(changed), batch_size=BATCH_SIZE)


def _replace_children(model: type[models.Model], relation: str, amendments: Sequence[Amendment]) -> None:
    """Make the rows of one relation what the contents say; a row that says the same already stays."""
    ids = [each.record.pk for each in amendments]
    rows = [row for some in _batches(ids) for row in model._default_manager.filter(record_id__in=some)]
    standing = {row.pk: get_serializable_data_for_fields(row) for row in rows}
    wanted = [child for each in amendments for child in each.content[relation]]
    kept = {child["pk"] for child in wanted if child["pk"] is not None and standing.get(child["pk"]) == child}
    if model is Credit:
        changes.note("credited", [row.organisation_id for row in rows if row.pk not in kept])
    for some in _batches([pk for pk in standing if pk not in kept]):
        model._default_manager.filter(pk__in=some).delete()
    new = [(each.record, child) for each in amendments for child in each.content[relation] if child["pk"] not in kept]
    created = model._default_manager.bulk_create(
        [model(**_columns(model, child), record_id=record.pk) for record, child in new], batch_size=BATCH_SIZE
    )
    for (record, child), row in zip(new, created, strict=True):
        child["pk"], child["record"] = row.pk, record.pk


def _columns(model: type[models.Model], child: Content) -> dict[str, Any]:
    return {
        column.attname: child[column.name]
        for column in model._meta.concrete_fields
        if column.name in child and not column.primary_key and column.name != "record"
    }


def _index_later(records: Sequence[Record]) -> None:
    for some in _batches([record.pk for record in records]):
        transaction.on_commit(partial(index_references.enqueue, record_ids=some))


def _content_type(record: Record) -> ContentType:
    return ContentType.objects.get_for_model(record, for_concrete_model=False)


def _batches(things: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), BATCH_SIZE):
        yield list(things[start : start + BATCH_SIZE])
