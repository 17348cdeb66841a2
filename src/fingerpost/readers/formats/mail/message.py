"""Bytes of a mail, or of a mailbox of several, to its parts. Charsets and encodings are taken for claims, not facts."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.values.text import decode, normalise, squeeze

MAX_PARTS = 300
MAX_MESSAGES = 2_000
_MBOX = re.compile(rb"(?:\A|\n)From [^\n]{1,200}\n(?=[A-Za-z-]{1,60}:)")
_ESCAPED = re.compile(rb"\x1b[$(]")  #: ISO-2022: seven bits only, so that it looks like ASCII


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail."""

    name: str
    kind: str  #: its declared type: "text/csv"
    content: bytes


@dataclass(slots=True)
class Mail:
    """One mail, its headers decoded and its parts told apart."""

    subject: str = ""
    sender: str = ""  #: the name for people; empty where there is only an address
    sent: date | None = None
    language: str = ""
    html: str = ""
    text: str = ""
    calendars: list[bytes] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    pictures: int = 0


def messages(content: bytes) -> Iterator[Mail]:
    """Yield the mails in a file. Raises UnreadableSource for one whose parts are nested without end."""
    for number, piece in enumerate(_pieces(content)):
        if number >= MAX_MESSAGES:
            raise UnreadableSource(
                f"The mailbox holds more than {MAX_MESSAGES:,} messages.", remedy="Export it in parts."
            )
        yield open_mail(piece)


def open_mail(content: bytes) -> Mail:
    """Return one mail. Raises UnreadableSource for one whose parts are nested without end."""
    try:
        message = email.message_from_bytes(content, policy=compat32)
        parts = [part for part, _ in zip(message.walk(), range(MAX_PARTS), strict=False)]
    except RecursionError as error:
        raise UnreadableSource(
            "The message holds messages within messages without end.", remedy="Forward the innermost one by itself."
        ) from error
    mail = Mail(
        subject=_header(message, "Subject"),
        sender=_sender(_header(message, "From")),
        sent=sent_on(str(message.get("Date") or "")),
        language=_header(message, "Content-Language"),
    )
    inside: set[int] = set()
    for part in parts:
        if id(part) in inside:
            continue
        if part.get_content_type() == "message/rfc822":
            inside.update(id(inner) for inner in part.walk())
        _take(mail, part)
    return mail


def sent_on(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text[:200]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _pieces(content: bytes) -> Iterator[bytes]:
    starts = [found.end() for found in _MBOX.finditer(content)]
    if not content.startswith(b"From ") or not starts:
        yield content
        return
    stops = [*(found.start() for found in list(_MBOX.finditer(content))[1:]), len(content)]
    for start, stop in zip(starts, stops, strict=True):
        yield re.sub(rb"^>(>*From )", rb"\1", content[start:stop], flags=re.MULTILINE)


def _take(mail: Mail, part: Message) -> None:
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        return
    name = _file_name(part)
    if kind == "message/rfc822":
        inner = part.get_payload()
        content = inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
        mail.attached.append(Attached(name or "message.eml", kind, content))
        return
    content = _payload(part)
    if kind in ("text/calendar", "application/ics") or name.lower().endswith((".ics", ".ical")):
        mail.calendars.append(content)
    elif kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("application/pgp-signature", "application/pkcs7-signature"):  # fmt: skip
        mail.pictures += 1
    elif kind in ("text/html", "text/plain") and not name and part.get_content_disposition() != "attachment":
        _add_text(mail, kind, text_of(content, str(part.get_content_charset() or "")))
    else:
        mail.attached.append(Attached(name or "part", kind, content))


def _add_text(mail: Mail, kind: str, text: str) -> None:
    if kind == "text/html":
        mail.html = f"{mail.html}\n{text}" if mail.html else text
    else:
        mail.text = f"{mail.text}\n{text}" if mail.text else text


def _payload(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        found = None
    return found if isinstance(found, bytes) else b""


def text_of(content: bytes, charset: str) -> str:
    """The text of a part; its declared charset counts where the bytes agree with it."""
    if not content.strip(b"\x00 \r\n\t"):
        return ""
    if _ESCAPED.search(content[:20_000]):
        for name in (charset, "iso2022_jp_2", "iso2022_kr"):
            if name.lower().replace("-", "").replace("_", "").startswith("iso2022"):
                return normalise(content.decode(name.lower(), "replace"))
    try:
        return normalise(decode(content, declared=charset or None).text)
    except UnreadableSource:
        return ""


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, UnicodeError):
        return ""
    return squeeze(_decoded(str(name)))[:200]


def _header(message: Message, name: str) -> str:
    return squeeze(normalise(_decoded(str(message.get(name) or "")[:4_000])))


def _decoded(value: str) -> str:
    """A header's words; its bytes may be encoded as declared, otherwise, or not at all."""
    try:
        pieces = decode_header(value)
    except (ValueError, UnicodeError, LookupError, MessageError):
        return value
    texts = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            texts.append(_raw(piece))
        else:
            texts.append(text_of(piece, charset or "") if charset else _raw(piece.decode("ascii", "surrogateescape")))
    return "".join(texts)


def _raw(piece: str) -> str:
    """A header's bytes outside of encoded words, which the parser keeps as surrogates."""
    raw = piece.encode("utf-8", "surrogateescape")
    return piece if raw.isascii() else raw.decode("utf-8", "replace")


def _sender(value: str) -> str:
    """The name in a From header: "Jo Lee from Walkable", "UNDRR via Lists"."""
    name = parseaddr(value)[0] if value.count("@") else value
    name = re.sub(r"\s+(?:via|through)\s+.{1,60}$", "", name).strip("\"' ")
    return "" if "@" in name else name[:200]
