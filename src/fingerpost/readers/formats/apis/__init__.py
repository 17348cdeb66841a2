"""Answers of interfaces in JSON: ReliefWeb, The Events Calendar, WordPress, Indico, Eventbrite and what is built alike."""

from fingerpost.readers.formats.apis.reader import read_json

__all__ = ["read_json"]
