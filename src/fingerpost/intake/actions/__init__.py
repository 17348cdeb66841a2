"""Taking a reading into the catalogue: in one go, or item by item under an editor's eyes."""

from fingerpost.intake.actions.importing import import_reading
from fingerpost.intake.actions.report import HeldBack, ImportReport
from fingerpost.intake.actions.reviewing import (
    Accepted,
    Undone,
    accept_items,
    change_kind,
    edit_item,
    join_items,
    read_again,
    read_batch,
    receive,
    reopen_items,
    resume_unfinished,
    skip_items,
    split_item,
    tie_item,
    undo_batch,
    untie_item,
)

__all__ = [
    "Accepted",
    "HeldBack",
    "ImportReport",
    "Undone",
    "accept_items",
    "change_kind",
    "edit_item",
    "import_reading",
    "join_items",
    "read_again",
    "read_batch",
    "receive",
    "reopen_items",
    "resume_unfinished",
    "skip_items",
    "split_item",
    "tie_item",
    "undo_batch",
    "untie_item",
]
