"""What a Source is, told by its first bytes: cheap enough to ask of every Source before any Reader is loaded."""

import re

_SNIFFED_BYTES = 4_096
_CALENDAR = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN\s*:\s*V(?:CALENDAR|EVENT)\b", re.IGNORECASE)

_JSON = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\{\s*(?:\"[^\"]{0,200}\"\s*:|\}\s*$)|\[\s*(?:\{|\]\s*$))"
)
_MAIL_BYTES = 65_536
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    {b"to", b"message-id", b"mime-version", b"received", b"return-path", b"content-type", b"delivered-to", b"date"}
)
_ROOT = re.compile(
    rb"[^<]{0,64}(?:<\?[^>]{0,400}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^<>\[]{0,400}(?:\[.{0,2000}?\])?\s*>\s*){0,9}"
    rb"<(?:[\w.-]+:)?([\w.-]+)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"[^<{]{0,64}(?:<\?[^>]{0,400}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^<>\[]{0,400}(?:\[.{0,2000}?\])?\s*>\s*){0,9}"
    rb"<(?:rss|rdf:RDF|(?:atom:)?feed)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
#: The line below the heads of a table in Markdown, which stands in a text.
_MARKDOWN_RULE = re.compile(rb"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_JSON_FEED = re.compile(rb"[^{]{0,64}\{.*?jsonfeed\.org\\?/version", re.DOTALL)


_FLAT_OFFICE = re.compile(
    rb"<\?mso-application progid=|<(?:\w+:)?Workbook\b[^<>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet|<office:document\b|<pkg:package\b"
)


def looks_like_calendar(content: bytes) -> bool:
    """True if a file opens as iCalendar does."""
    return bool(_CALENDAR.match(_head(content)))


def looks_like_wordpress_export(content: bytes) -> bool:
    """True for the RSS in which WordPress exports a whole site."""
    return b"wordpress.org/export/" in _head(content) and xml_root(content) == "rss"


def looks_like_mail(content: bytes) -> bool:
    """True if a file opens with the headers of a mail, or is a mailbox: a sender, and what only mails have."""
    head = re.sub(rb"^From [^\r\n]{1,200}\r?\n", b"", content[:_MAIL_BYTES].lstrip(b"\xef\xbb\xbf\r\n"))
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {match.lower() for match in _HEADER.findall(head)}
    return bool(_HEADER.match(head)) and b"from" in names and len(names & _MAIL_HEADERS) > 1


def looks_like_feed(content: bytes) -> bool:
    """True if a file opens as RSS, Atom or JSON Feed does."""
    head = _head(content)
    return bool(_FEED.match(head) or _JSON_FEED.match(head))


def looks_like_json(content: bytes) -> bool:
    """True if a file opens as a JSON object or a list of them does; "[Home]" at the top of a text does not."""
    return bool(_JSON.match(_head(content)))


def xml_root(content: bytes) -> str:
    """The name of the first element of an XML document, without prefix and in small letters; empty for what is no XML."""
    match = _ROOT.match(_head(content))
    return match[1].decode("ascii", "replace").casefold() if match else ""


def may_be_table(content: bytes, name: str) -> bool:
    """True if a Source may be delimited text: its name says so, or its lines hold the same marks. Its Reader decides."""
    if _head(content).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{")):
        return False
    if name.lower().endswith((".csv", ".tsv", ".tab")):
        return True
    lines = [line for line in _head(content).splitlines()[:20] if line.strip()]
    if any(_MARKDOWN_RULE.fullmatch(line.strip()) for line in lines):
        return False
    return len(lines) > 1 and any(
        sum(line.count(mark) > 0 for line in lines) * 2 > len(lines) for mark in (b",", b";", b"|")
    )


def is_package(content: bytes) -> bool:
    """True for a ZIP: an office document, or files packed together."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_pdf(content: bytes) -> bool:
    """True for a PDF; a few bytes may stand before its mark."""
    return content.lstrip().startswith(b"%PDF-") or (b"%PDF-" in content[:1_024] and b"endobj" in content)


def is_other_office(content: bytes) -> bool:
    """True for documents in one piece of text that only office programs can show: RTF, flat XML of sheets and texts."""
    return content.lstrip().startswith(b"{\\rtf") or _FLAT_OFFICE.search(_head(content)) is not None


def is_old_office(content: bytes) -> bool:
    """True for an office file of the time before 2007, and for a locked one of today."""
    return content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def _head(content: bytes) -> bytes:
    """The first bytes, without the zeros that UTF-16 puts between Latin letters."""
    return content[:_SNIFFED_BYTES].replace(b"\x00", b"")
