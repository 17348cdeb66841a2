"""Documents that are a ZIP of XML parts: opened without trusting anything that they say of themselves."""

from fingerpost.readers.formats.packages.archive import Package, PackageKind, kind_of
from fingerpost.readers.formats.packages.xml import Done, local, parse

__all__ = ["Done", "Package", "PackageKind", "kind_of", "local", "parse"]
