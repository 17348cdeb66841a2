"""What is saved and deleted one by one is noted in the log of changes; what is written in bulk notes it itself."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from fingerpost.catalogue.changes import note
from fingerpost.catalogue.models import (
    Credit,
    Crisis,
    Link,
    Organisation,
    OrganisationAlias,
    Phase,
    Place,
    Record,
    Series,
    Theme,
    ThemeLabel,
    Translation,
)
from fingerpost.catalogue.models.records import KINDS

#: What each model is called in the log, and the column that holds the key of the thing that changes with its row.
NOTED: dict[type[Model], tuple[str, str]] = {
    **dict.fromkeys([Record, *KINDS.values()], ("record", "pk")),
    Credit: ("record", "record_id"),
    Link: ("record", "record_id"),
    Translation: ("record", "record_id"),
    Organisation: ("organisation", "pk"),
    OrganisationAlias: ("organisation", "organisation_id"),
    Place: ("place", "pk"),
    Theme: ("theme", "pk"),
    ThemeLabel: ("theme", "theme_id"),
    Series: ("series", "pk"),
    Crisis: ("crisis", "pk"),
    Phase: ("phase", "pk"),
}


def connect() -> None:
    for model in NOTED:
        post_save.connect(_note, sender=model, dispatch_uid=f"note {model.__name__}")
        post_delete.connect(_note, sender=model, dispatch_uid=f"note {model.__name__}")
    for model in (Record, *KINDS.values()):
        pre_save.connect(_note_what_it_was_counted_in, sender=model, dispatch_uid=f"note counts of {model.__name__}")
        post_delete.connect(_note_what_it_was_in, sender=model, dispatch_uid=f"note series of {model.__name__}")
    post_delete.connect(_note_who_is_credited_no_more, sender=Credit, dispatch_uid="note credited")
    pre_delete.connect(_note_what_it_leaves, sender=Organisation, dispatch_uid="note parts")
    for model in (Theme, Series, Phase):
        pre_delete.connect(_note_what_carries_it, sender=model, dispatch_uid=f"note records of {model.__name__}")
    m2m_changed.connect(_note_themes, sender=Record.themes.through, dispatch_uid="note themes")


def _note(sender: type[Model], instance: Model, **_: Any) -> None:
    what, column = NOTED[sender]
    note(what, [getattr(instance, column)])


def _note_what_it_was_counted_in(instance: Record, **_: Any) -> None:
    """Saving a record may hide it, or name others: what it names until now shows that too."""
    if instance.pk:
        rows = Record._base_manager.filter(pk=instance.pk).order_by().values_list("credits__organisation", "series")
        organisations, series = zip(*rows, strict=True) if rows else ((), ())
        note("credited", organisations)
        note("filled", series)


def _note_what_it_was_in(instance: Record, **_: Any) -> None:
    note("filled", [instance.series_id])


def _note_who_is_credited_no_more(instance: Credit, **_: Any) -> None:
    note("credited", [instance.organisation_id])


def _note_what_it_leaves(instance: Organisation, **_: Any) -> None:
    """Its parts stand below nothing from now on, and its series are nobody's."""
    note("organisation", instance.parts.order_by().values_list("pk", flat=True))
    note("series", instance.series.order_by().values_list("pk", flat=True))


def _note_what_carries_it(instance: Theme | Series | Phase, **_: Any) -> None:
    """The database takes it off records without telling them."""
    note("record", instance.records.order_by().values_list("pk", flat=True))


def _note_themes(instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    if not reverse:
        if action == "post_clear" or (pk_set and action.startswith("post_")):
            note("record", [instance.pk])
    elif action == "pre_clear":
        note("record", instance.records.order_by().values_list("pk", flat=True))
    elif pk_set and action.startswith("post_"):
        note("record", pk_set)
