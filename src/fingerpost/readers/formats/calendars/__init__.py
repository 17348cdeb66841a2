"""Calendars: iCalendar files as calendar programs, content systems and ticket shops write them."""

from fingerpost.readers.formats.calendars.reader import read_calendar

__all__ = ["read_calendar"]
