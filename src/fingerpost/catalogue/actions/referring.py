"""Everything in the database that refers to an organisation, whichever room it belongs to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from modelcluster.fields import ParentalKey
from wagtail.models import ModelLogEntry, ReferenceIndex

from fingerpost.catalogue import changes
from fingerpost.catalogue.models import Organisation, Record, Series
from fingerpost.catalogue.tasks import index_references, index_references_of

BATCH_SIZE = 500

#: What the log of changes calls the rows of other models that refer to an organisation.
_NOTED: dict[type[models.Model], str] = {Organisation: "organisation", Series: "series"}
#: What tells the rows of one holder apart where a constraint allows each only once.
Key = tuple[Any, ...]


class Reference:
    """One foreign key to an organisation: moves rows from one organisation to another, batch by batch."""

    def __init__(self, field: models.ForeignKey[Any, Any]) -> None:
        self.field, self.model = field, field.model
        self.label = f"{self.model._meta.label_lower}.{field.name}"
        self.parent = next(
            (other for other in self.model._meta.concrete_fields if isinstance(other, ParentalKey)), None
        )
        self.unique = [
            tuple(name for name in constraint.fields if name != field.name)
            for constraint in self.model._meta.total_unique_constraints
            if field.name in constraint.fields
        ]

    @property
    def is_of_records(self) -> bool:
        return self.parent is not None and self.parent.related_model is Record

    def rows(self, holder: int) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field.attname: holder})

    def pairs(self, rows: models.QuerySet[Any]) -> list[list[int | None]]:
        """Return the key of each row and that of the thing of which it is a part."""
        parent = self.parent.attname if self.parent else None
        columns = ["pk", parent] if parent and parent != self.field.attname else ["pk"]
        return [[*row, None][:2] for row in rows.order_by("pk").values_list(*columns)]

    def keys(self, rows: Iterable[Any]) -> dict[Key, Any]:
        """Return rows by what may stand only once for each organisation."""
        return {
            (at, *(getattr(row, self.model._meta.get_field(name).attname) for name in names)): row
            for row in rows
            for at, names in enumerate(self.unique)
        }

    def doubles(self, holder: int, other: int) -> list[Any]:
        """Return the rows of one organisation that another has already."""
        if not self.unique:
            return []
        theirs = self.keys(self.rows(other))
        return list({row.pk: row for key, row in self.keys(self.rows(holder)).items() if key in theirs}.values())

    def drop(self, rows: Sequence[Any]) -> None:
        """Delete rows in one statement for each 500. Nothing hangs on them, and the signals would cost four queries a row."""
        for some in batches([row.pk for row in rows]):
            found = self.model._base_manager.filter(pk__in=some)
            found._raw_delete(found.db)
        self.index_later([[row.pk, getattr(row, self.parent.attname)] for row in rows] if self.parent else [])

    def index_later(self, pairs: Sequence[Sequence[int | None]]) -> None:
        """Let the desk know in the background what these rows refer to now, and the log of changes that they do."""
        if self.is_of_records:
            changes.note("record", sorted({parent for _pk, parent in pairs if parent}))
        elif self.model in _NOTED:
            changes.note(_NOTED[self.model], [pk for pk, _parent in pairs])
        if self.is_of_records:
            for some in batches(sorted({parent for _pk, parent in pairs if parent})):
                transaction.on_commit(partial(index_references.enqueue, record_ids=some))
        elif ReferenceIndex.model_is_indexable(self.model):
            for some in batches([pk for pk, _parent in pairs]):
                label = self.model._meta.label
                transaction.on_commit(partial(index_references_of.enqueue, model=label, ids=some))


def references() -> list[Reference]:
    """Return every foreign key to an organisation; what rooms add later is among them."""
    return [
        Reference(relation.field)
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
    ]


def note(organisation: Organisation, action: str, *, user: AbstractBaseUser | None, now: datetime, **data: Any) -> None:
    """Write to the history of an organisation."""
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=ContentType.objects.get_for_model(Organisation),
                object_id=str(organisation.pk),
                label=str(organisation),
                action=action,
                timestamp=now,
                user_id=user.pk if user else None,
                content_changed=True,
                data=data,
            )
        ]
    )


def is_above(one: int, other: int, parents: dict[int, int | None]) -> bool:
    """True if the first organisation stands somewhere above the other; a circle in the data ends the search."""
    seen: set[int] = set()
    at = parents.get(other)
    while at is not None and at not in seen:
        if at == one:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def parents() -> dict[int, int | None]:
    return dict(Organisation.objects.order_by().values_list("pk", "parent_id"))


def batches(things: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), BATCH_SIZE):
        yield list(things[start : start + BATCH_SIZE])
