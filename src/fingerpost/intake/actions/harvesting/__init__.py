"""Reading partners' sources again and again: what is new there, what is missing, and whether it still works."""

from fingerpost.intake.actions.harvesting.rehearsing import Rehearsal, rehearse
from fingerpost.intake.actions.harvesting.running import Harvest, harvest, harvest_due
from fingerpost.intake.actions.harvesting.tending import keep_missing, pause, plan

__all__ = ["Harvest", "Rehearsal", "harvest", "harvest_due", "keep_missing", "pause", "plan", "rehearse"]
