"""Titles in plain text, and the words in them and beside them that say a thing is cancelled or moved."""

import re

from fingerpost.readers.values.statuses import without_status
from fingerpost.readers.values.text import squeeze

_MAX_TITLE = 400
MARKS_AT_ENDS = " \t–—-|•·:;,、，：*→»›▶►…"
_ITEM_NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_REFERENCE = re.compile(r"\s?\[(?:\d{1,3}|note \d{1,3})\](?=\s|$)")
_FILE_NOTE = re.compile(
    r"\s*[(\[]\s*(?:pdf|docx?|pptx?|xlsx?|html)?[\s,;:–-]*(?:[\d.,]+\s*[kKmM]i?[bB])?\s*(?:pdf)?\s*[)\]]\s*$",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(r"\s*[(（\[][\s|·•,;/–—-]*[)）\]]\s*$")  #: brackets round links that were taken away


def clean_title(text: str) -> str:
    """Return a title in plain text: without tags, file notes, status words in front and marks at its ends."""
    text = _TAG.sub(" ", text) if "<" in text else text
    text = _REFERENCE.sub("", text)
    text = _ITEM_NUMBER.sub("", without_status(squeeze(text)))
    text = _LEFT_OVER.sub("", text) if text.endswith((")", "）", "]")) else text
    text = _FILE_NOTE.sub("", text) if text.endswith((")", "]")) else text
    return _stripped(text)[:_MAX_TITLE]


def _stripped(text: str) -> str:
    """A title without marks at its ends; a quotation keeps its own."""
    bare = text.strip(MARKS_AT_ENDS)
    after = text[text.find(bare) + len(bare) :] if bare else ""
    for opens, closes in (("«", "»"), ("‹", "›")):
        if after.lstrip().startswith(closes) and bare.count(opens) > bare.count(closes):
            return bare + after[: after.index(closes) + 1]
    return bare
