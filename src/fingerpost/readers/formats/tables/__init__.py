"""Tables: delimited text as spreadsheets and databases write it."""

from fingerpost.readers.formats.tables.reader import is_table, read_table

__all__ = ["is_table", "read_table"]
