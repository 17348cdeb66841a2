from fingerpost.intake.models.batches import Batch, Item
from fingerpost.intake.models.decisions import Decision
from fingerpost.intake.models.sources import Sighting, Source

__all__ = ["Batch", "Decision", "Item", "Sighting", "Source"]
