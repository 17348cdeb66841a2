"""Taking a reading into the catalogue."""

from fingerpost.intake.actions.importing import import_reading
from fingerpost.intake.actions.report import HeldBack, ImportReport

__all__ = ["HeldBack", "ImportReport", "import_reading"]
