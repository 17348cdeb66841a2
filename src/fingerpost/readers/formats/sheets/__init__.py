"""Workbooks: sheets as spreadsheet programs save them."""

from fingerpost.readers.formats.sheets.reader import read_workbook

__all__ = ["read_workbook"]
