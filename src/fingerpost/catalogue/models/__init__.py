"""What the hub knows."""

from fingerpost.catalogue.models.changes import Change
from fingerpost.catalogue.models.crises import Crisis, GlideNumber, Phase
from fingerpost.catalogue.models.details import Credit, Link, Translation
from fingerpost.catalogue.models.organisations import Organisation, OrganisationAlias
from fingerpost.catalogue.models.places import Place
from fingerpost.catalogue.models.records import Address, Event, Measure, Record, Resource, Update
from fingerpost.catalogue.models.series import Series
from fingerpost.catalogue.models.themes import Theme, ThemeLabel

__all__ = [
    "Address",
    "Change",
    "Credit",
    "Crisis",
    "Event",
    "GlideNumber",
    "Link",
    "Measure",
    "Organisation",
    "OrganisationAlias",
    "Phase",
    "Place",
    "Record",
    "Resource",
    "Series",
    "Theme",
    "ThemeLabel",
    "Translation",
    "Update",
]
