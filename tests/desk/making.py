"""What the tests of the desk work with: records, and what a browser sends for them."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from fingerpost.catalogue.models import Crisis, Record
from fingerpost.catalogue.models.records import KINDS


def signed_in(user: AbstractUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_record(kind: str, crisis: Crisis, title: str = "Forum", **fields: Any) -> Record:
    record = KINDS[kind](title=title, crisis=crisis, live=fields.pop("live", False), **fields)
    record.save()
    record.save_revision()
    record.refresh_from_db()
    return record


def form_data(crisis: Crisis, **fields: Any) -> dict[str, Any]:
    """Return what the browser sends for a record: every part of the form, most of them empty."""
    rows = {name: inline_formset(fields.pop(name, [])) for name in ("links", "credits", "translations")}
    empty = {"summary": "", "language": "", "precision": "day", "start_date": "", "timezone": ""}
    return nested_form_data({"title": "Forum", "crisis": crisis.pk, **empty, **rows, **fields})


def url(kind: str, view: str, *args: object) -> str:
    """Return the address of one of the desk's views of a kind."""
    return reverse(KINDS[kind].snippet_viewset.get_url_name(view), args=args)
