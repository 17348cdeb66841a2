"""The import page: three ways in, each with its sentence where it fails."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from fingerpost.catalogue.models import Crisis
from fingerpost.desk.imports import receiving
from fingerpost.desk.imports.pages import READ_AT_ONCE_BYTES
from fingerpost.intake.models import Batch
from fingerpost.links.errors import FetchRefused

ADD = "/desk/imports/add/"
SHEET = b"Title,Organiser,Date,Link\nForum on markets,UNDP,14 May 2030,https://example.org/forum\n"
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20300101T000000Z\r\n"
    b"DTSTART:20300514T100000Z\r\nSUMMARY:Forum on water\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
PAGE = b'<h2>Events</h2><ul><li><a href="https://example.org/buses">Night buses</a> - UNDP (12 May 2030)</li></ul>'


@dataclass
class Answer:
    content: bytes
    url: str


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def titles(batch: Batch) -> list[str]:
    return [item.current["title"] for item in batch.items.all()]


def error_of(response: HttpResponse, name: str) -> str:
    return " ".join(response.context["form"].errors[name])


def test_a_pasted_text_is_read_before_the_next_page_is_shown(crisis: Crisis, at_the_desk: Client) -> None:
    response = at_the_desk.post(ADD, {"text": SHEET.decode()})

    batch = Batch.objects.get()
    assert (response.status_code, response.url) == (302, reverse("imports:inspect", args=[batch.pk]))
    assert (batch.state, batch.crisis, batch.imported_by.username) == ("review", crisis, "editor")
    assert titles(batch) == ["Forum on markets"]
    assert "Forum on markets" in at_the_desk.get(response.url).content.decode()


def test_a_long_paste_is_taken_whole(crisis: Crisis, at_the_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "read_batch", lambda **_: None)

    response = at_the_desk.post(ADD, {"text": "Forum on markets, 14 May 2030\n" * 150_000})

    assert (response.status_code, Batch.objects.get().content.size) == (302, 4_500_000)


def test_a_rich_paste_counts_instead_of_its_plain_text(crisis: Crisis, at_the_desk: Client) -> None:
    at_the_desk.post(ADD, {"text": "Night buses", "pasted": file("pasted.html", PAGE), "base_url": "example.org/list"})

    batch = Batch.objects.get()
    assert titles(batch) == ["Night buses"]
    assert batch.items.get().current["url"] == "https://example.org/buses"
    assert batch.url == "https://example.org/list"


def test_each_file_becomes_an_import_of_its_own(crisis: Crisis, at_the_desk: Client) -> None:
    response = at_the_desk.post(ADD, {"files": [file("markets.csv", SHEET), file("water.ics", CALENDAR)]})

    assert response.url == reverse("imports:index")
    assert [titles(batch) for batch in Batch.objects.order_by("pk")] == [["Forum on markets"], ["Forum on water"]]


@pytest.mark.parametrize("field", ["address", "text"])
def test_an_address_is_fetched_wherever_it_was_pasted(
    crisis: Crisis, at_the_desk: Client, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Answer:
        asked.append(url)
        return Answer(content=PAGE, url="https://example.org/what%20is%20on/")

    monkeypatch.setattr(receiving, "fetch", fetch)

    at_the_desk.post(ADD, {field: "  https://example.org/x\n"})

    batch = Batch.objects.get()
    assert asked == ["https://example.org/x"]
    assert (titles(batch), batch.url) == (["Night buses"], "https://example.org/what%20is%20on/")


def test_a_refused_address_says_why_and_keeps_nothing(
    crisis: Crisis, at_the_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(url: str) -> Answer:
        raise FetchRefused(f"“{url}” is inside a private network.", remedy="Save the page and upload it.")

    monkeypatch.setattr(receiving, "fetch", fetch)

    response = at_the_desk.post(ADD, {"address": "10.0.0.1/secret", "files": [file("markets.csv", SHEET)]})

    assert error_of(response, "address") == (
        "“https://10.0.0.1/secret” is inside a private network. Save the page and upload it."
    )
    assert not Batch.objects.exists()


def test_the_date_of_the_page_decides_the_year(crisis: Crisis, at_the_desk: Client) -> None:
    at_the_desk.post(ADD, {"text": "Forum on markets\nUNDP\n14 May\nhttps://example.org/forum", "dated": "2020-05-01"})

    batch = Batch.objects.get()
    assert batch.declared["today"] == "2020-05-01"


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({}, "text", "There is nothing to read yet. Paste a text, choose a file or give an address."),
        ({"text": "  \n "}, "text", "There is nothing to read yet. Paste a text, choose a file or give an address."),
        ({"address": "ftp://example.org"}, "address", "“ftp://example.org” is not a web address."),
        ({"text": "x", "base_url": "http://"}, "base_url", "“http://” is not a web address."),
        ({"text": "x", "dated": "yesterday"}, "dated", "Enter a valid date."),
    ],
)
def test_what_cannot_be_taken_in_is_said_at_its_field(
    crisis: Crisis, at_the_desk: Client, data: dict[str, str], field: str, sentence: str
) -> None:
    response = at_the_desk.post(ADD, data)

    assert response.status_code == 200
    assert error_of(response, field).startswith(sentence)
    assert not Batch.objects.exists()


def test_files_too_many_or_too_large_are_refused_by_name(
    crisis: Crisis, at_the_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = at_the_desk.post(ADD, {"files": [file(f"{number}.csv", SHEET) for number in range(21)]})
    monkeypatch.setattr("fingerpost.desk.imports.forms.MAX_BYTES", 10)
    large = at_the_desk.post(ADD, {"files": [file("small.csv", b"x"), file("large.csv", SHEET)]})

    assert error_of(many, "files") == "These are 21 files. Choose up to 20 at a time."
    assert error_of(large, "files").startswith("“large.csv” has ")
    assert not Batch.objects.exists()


def test_a_file_that_nobody_can_read_says_so_on_its_page(crisis: Crisis, at_the_desk: Client) -> None:
    response = at_the_desk.post(ADD, {"files": [file("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)]})

    page = at_the_desk.get(response.url).content.decode()
    assert Batch.objects.get().state == "failed"
    assert "could not be read" in page


def test_the_hub_is_asked_for_only_where_there_are_several(
    crisis: Crisis, at_the_desk: Client, make_user: Callable[..., object]
) -> None:
    alone = at_the_desk.get(ADD).content.decode()
    other = Crisis.objects.create(name="Flood", slug="flood")
    several = at_the_desk.get(ADD).content.decode()
    at_the_desk.post(ADD, {"text": SHEET.decode(), "crisis": other.pk})

    assert ('name="crisis"' in alone, 'name="crisis"' in several) == (False, True)
    assert Batch.objects.get().crisis == other


def test_without_a_hub_the_page_says_what_to_do(db: None, at_the_desk: Client) -> None:
    page = at_the_desk.get(ADD).content.decode()

    assert "There is no crisis yet to import into." in page
    assert at_the_desk.post(ADD, {"text": SHEET.decode()}).status_code == 200
    assert not Batch.objects.exists()


def test_a_large_source_is_read_in_the_background(
    crisis: Crisis, at_the_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    monkeypatch.setattr(receiving, "read_batch", lambda *, batch_id, now: read.append(batch_id))  # noqa: ARG005 -- as called

    large = SHEET + b"x" * READ_AT_ONCE_BYTES
    at_the_desk.post(ADD, {"files": [file("large.csv", large)]})
    at_the_desk.post(ADD, {"files": [file("small.csv", SHEET)]})

    assert read == [Batch.objects.order_by("pk").last().pk]


def test_the_first_page_and_the_list_lead_to_the_import(crisis: Crisis, at_the_desk: Client) -> None:
    home = at_the_desk.get(reverse("wagtailadmin_home")).content.decode()
    listing = at_the_desk.get(reverse("imports:index")).content.decode()

    assert f'action="{ADD}"' in home
    assert f'href="{ADD}"' in listing
