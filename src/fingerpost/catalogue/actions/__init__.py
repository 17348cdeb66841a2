"""What is written to the catalogue."""

from fingerpost.catalogue.actions.merging import Merged, merge_organisations
from fingerpost.catalogue.actions.records import (
    BATCH_SIZE,
    Amendment,
    Content,
    amend_records,
    create_records,
    credit_today,
    delete_records,
    latest_contents,
    says_the_same,
)
from fingerpost.catalogue.actions.unmerging import Unmerged, unmerge_organisation

__all__ = [
    "BATCH_SIZE",
    "Amendment",
    "Content",
    "Merged",
    "Unmerged",
    "amend_records",
    "create_records",
    "credit_today",
    "delete_records",
    "latest_contents",
    "merge_organisations",
    "says_the_same",
    "unmerge_organisation",
]
