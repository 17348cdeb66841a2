"""The words of the hub's own documents, and of the records that point to them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from fingerpost.catalogue.models import Link
from fingerpost.finding.documents import documents_behind, keep_words, unread_documents
from fingerpost.finding.engine import Index
from fingerpost.finding.entries import Text
from fingerpost.finding.following import current
from fingerpost.finding.following.affected import carrying
from fingerpost.finding.gathering import entries_of
from fingerpost.finding.models import DocumentText
from tests.finding.stage import Stage
from tests.readers.documents.made import docx, paragraph, run
from tests.readers.sheets.made import zipped

pytestmark = pytest.mark.django_db

WORDS = "The city has told its people how to wash their hands, and what to do with masks that are used."


@pytest.fixture
def stage() -> Stage:
    return Stage()


def upload(words: str = WORDS, **more: Any) -> Document:
    file = ContentFile(zipped(docx(paragraph(run(words)))), name="protocol.docx")
    return Document.objects.create(title="Protocol", file=file, **more)


def read(*words: str, **more: Any) -> Document:
    document = upload(*words, **more)
    keep_words(document_id=document.pk)
    return document


def point(stage: Stage, document: Document) -> None:
    Link.objects.create(record=stage.webinar, role="file", url=f"https://hub.example.org{document.url}")


def texts(stage: Stage) -> list[Text]:
    [entry] = entries_of("record", [stage.webinar.pk])
    return list(entry.texts)


def test_a_document_is_read_when_it_is_saved(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = upload()

    [entry] = entries_of("document", [document.pk])
    assert entry.texts == [Text(WORDS, "en")]
    assert entry.values == {"kind": ["document"], "language": ["en"]}


def test_it_is_read_again_only_when_its_file_is_another(django_assert_num_queries: Any) -> None:
    document = read()

    with django_assert_num_queries(2):
        keep_words(document_id=document.pk)
    document.file = ContentFile(b"Other words", name="protocol.txt")
    document.save()
    keep_words(document_id=document.pk)

    assert DocumentText.objects.get().text == "Other words"


def test_what_nobody_has_read_yet_is_known() -> None:
    read()
    waiting = upload()

    assert unread_documents() == [waiting.pk]


def test_its_words_go_with_it() -> None:
    document = read()

    document.delete()
    keep_words(document_id=10**6)

    assert not DocumentText.objects.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04 damaged", b"\x00\x01\x02" * 200])
def test_one_that_cannot_be_read_has_no_words_and_is_not_tried_again(content: bytes) -> None:
    document = Document.objects.create(title="Broken", file=ContentFile(content, name="broken.docx"))

    keep_words(document_id=document.pk)

    assert DocumentText.objects.get().text == ""
    assert unread_documents() == []


def test_one_whose_file_is_gone_has_no_words() -> None:
    document = upload()
    default_storage.delete(document.file.name)

    keep_words(document_id=document.pk)

    [entry] = entries_of("document", [document.pk])
    assert (entry.titles, entry.texts) == ([Text("Protocol")], [])


@override_settings(PUBLIC_URL="https://hub.example.org")
@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://hub.example.org/documents/7/protocol.pdf", [7]),
        ("/documents/7/protocol.pdf", [7]),
        ("https://hub.example.org/documents/7", []),
        ("https://hub.example.org/documents/seven/protocol.pdf", []),
        ("https://hub.example.org/documents/99999999999999999999/protocol.pdf", []),
        ("https://hub.example.org.evil.example/documents/7/protocol.pdf", []),
        ("https://example.org/documents/7/protocol.pdf", []),
        ("", []),
    ],
)
def test_only_the_hubs_own_addresses_lead_to_its_documents(url: str, found: list[int]) -> None:
    assert documents_behind([url]) == found


@override_settings(PUBLIC_URL="https://hub.example.org")
def test_a_record_is_found_by_the_words_of_the_document_that_it_points_to(stage: Stage) -> None:
    document = read()
    point(stage, document)

    assert texts(stage)[-1] == Text(WORDS, "en")
    assert carrying("document", [document.pk]) == {stage.webinar.pk}
    assert carrying("document", [document.pk + 1]) == set()


@override_settings(PUBLIC_URL="https://hub.example.org")
def test_the_words_of_a_private_document_are_told_by_no_record(stage: Stage) -> None:
    shut = Collection.get_first_root_node().add_child(name="Shut")
    document = read(collection=shut)
    point(stage, document)
    assert Text(WORDS, "en") in texts(stage)
    current()

    CollectionViewRestriction.objects.create(collection=shut, restriction_type="login")

    assert Text(WORDS, "en") not in texts(stage)
    assert [WORDS, "en"] not in told_texts(current(), stage)


@override_settings(PUBLIC_URL="https://hub.example.org")
def test_a_record_follows_the_document_that_it_points_to(stage: Stage) -> None:
    document = upload()
    point(stage, document)
    before = told_texts(current(), stage)

    keep_words(document_id=document.pk)

    assert [WORDS, "en"] not in before
    assert [WORDS, "en"] in told_texts(current(), stage)


def told_texts(index: Index, stage: Stage) -> list[list[str]]:
    told = index.told(f"record:{stage.webinar.pk}")
    assert told
    return [list(text) for text in told.texts]
