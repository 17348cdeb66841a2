"""The words of the hub's documents: read once in the background, kept in the database, and searched."""

import hashlib
from collections.abc import Iterable
from time import monotonic
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.documents import get_document_model

from fingerpost.catalogue.changes import note
from fingerpost.finding.models import DocumentText
from fingerpost.readers.errors import ReaderError
from fingerpost.readers.values.text import MAX_BYTES
from fingerpost.readers.words import words_of
from fingerpost.scripts.tongues import language_of

log = structlog.get_logger(__name__)

#: Of a document that takes longer, what was read by then is kept.
MOST_S = 60.0


def keep_words(*, document_id: int) -> None:
    """Read a document that nobody has read since its file was changed; one that cannot be read has no words."""
    document = get_document_model().objects.filter(pk=document_id).first()
    if document is None:
        return
    content = _content(document)
    digest = hashlib.sha256(content).hexdigest()
    if DocumentText.objects.filter(pk=document_id, digest=digest).exists():
        return
    text = _words(document, content)
    with transaction.atomic():
        DocumentText.objects.update_or_create(
            pk=document_id, defaults={"digest": digest, "text": text, "language": language_of(text)}
        )
        note("document", [document_id])


def unread_documents() -> list[int]:
    """Return the keys of documents of which nobody has kept the words yet."""
    read = DocumentText.objects.values("pk")
    return list(get_document_model().objects.exclude(pk__in=read).order_by("pk").values_list("pk", flat=True))


def documents_behind(urls: Iterable[str]) -> list[int]:
    """Return the keys of this hub's documents that some addresses lead to."""
    return [key for url in urls if (key := _document_behind(url))]


def begins_of_addresses() -> tuple[str, str]:
    """Return what the address of each of this hub's documents begins with: in full, and from the root of the hub."""
    path = reverse("wagtaildocs_serve", args=[0, "x"]).removesuffix("0/x")
    return settings.PUBLIC_URL + path, path


def _document_behind(url: str) -> int | None:
    for begin in begins_of_addresses():
        key, slash, _name = url.removeprefix(begin).partition("/")
        if url.startswith(begin) and slash and key.isascii() and key.isdecimal() and len(key) < 10:
            return int(key)
    return None


def _content(document: Any) -> bytes:
    try:
        with document.open_file() as file:
            content: bytes = file.read(MAX_BYTES + 1)
            return content
    except OSError as error:
        log.warning("A document's file cannot be opened.", document=document.pk, reason=str(error))
        return b""


def _words(document: Any, content: bytes) -> str:
    end = monotonic() + MOST_S
    try:
        return words_of(content, goes_on=lambda: monotonic() < end)
    except ReaderError as problem:
        log.info("A document has no words to search.", document=document.pk, reason=problem.problem)
        return ""
