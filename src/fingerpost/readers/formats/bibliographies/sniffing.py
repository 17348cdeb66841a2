"""Which way of writing a bibliography a text follows, told by its first bytes."""

import re
from typing import Literal

from fingerpost.readers.formats.sniffing import xml_root

Format = Literal["tagged", "bibtex", "csl", "xml"]

_SPACE = rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*"
_TAGGED = re.compile(
    _SPACE
    + rb"(?:[^\r\n]{0,200}+(?:\r?\n){1,4}+){0,20}?(?:TY {1,2}-? ?[A-Z]{3,6}\s|PMID ?- ?\d|%0 [A-Z][A-Za-z ]{2,40}\r?\n%[A-Z0-9@?!] )"
)
_BIBTEX = re.compile(
    rb"^[ \t]*@[a-z]{3,20}\s*[{(]\s*[^\s{},=]{1,200}\s*,\s*[a-z][\w-]{1,30}\s*=\s*[{\"\w]", re.IGNORECASE | re.MULTILINE
)
_ENDNOTE = re.compile(rb"<xml>\s*<records>\s*<record>")
_CSL_TYPE = re.compile(rb'"type"\s*:\s*"[a-z_-]+"')
_CSL_FIELD = re.compile(rb'"(?:issued|DOI|container-title|date-parts|event-date)"\s*:')


def looks_like_bibliography(head: bytes) -> Format | None:
    """Return the format of the bibliography that a file opens as, or None if it is none."""
    if xml_root(head) in ("mods", "modscollection") or _ENDNOTE.search(head[:1_000]):
        return "xml"
    if _TAGGED.match(head):
        return "tagged"
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if opening in (b"[", b"{"):
        return "csl" if _CSL_TYPE.search(head) and _CSL_FIELD.search(head) else None
    return "bibtex" if opening != b"<" and _BIBTEX.search(head) else None
