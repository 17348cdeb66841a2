"""The life of a batch: received, read, reviewed item by item, taken back, read again."""

from fingerpost.intake.actions.reviewing.accepting import Accepted, accept_items
from fingerpost.intake.actions.reviewing.deciding import reopen_items, skip_items, tie_item, untie_item
from fingerpost.intake.actions.reviewing.dividing import join_items, split_item
from fingerpost.intake.actions.reviewing.editing import change_kind, edit_item
from fingerpost.intake.actions.reviewing.reading import read_batch
from fingerpost.intake.actions.reviewing.receiving import read_again, receive, resume_unfinished
from fingerpost.intake.actions.reviewing.undoing import Undone, undo_batch

__all__ = [
    "Accepted",
    "Undone",
    "accept_items",
    "change_kind",
    "edit_item",
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
