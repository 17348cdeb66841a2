"""The query language: what a person writes into the box, an address or a saved list."""

from fingerpost.finding.query.fields import FIELDS, field_named
from fingerpost.finding.query.parsing import Parsed, Part, parse

__all__ = ["FIELDS", "Parsed", "Part", "field_named", "parse"]
