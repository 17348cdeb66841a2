"""Documents that are a ZIP of XML parts: opened without trusting anything that they say of themselves."""

from fingerpost.readers.formats.packages.archive import Package, PackageKind, kind_of
from fingerpost.readers.formats.packages.relations import Relation, main_part, relations_of
from fingerpost.readers.formats.packages.xml import Done, local, parse

__all__ = ["Done", "Package", "PackageKind", "Relation", "kind_of", "local", "main_part", "parse", "relations_of"]
