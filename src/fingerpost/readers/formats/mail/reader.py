"""Mails as Candidates: what a newsletter lists, what an invitation invites to, and what is attached."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.calendars import read_calendar
from fingerpost.readers.formats.facts import Context, fuller
from fingerpost.readers.formats.fragments import read_fragment
from fingerpost.readers.formats.mail.forwarded import Head, bare_subject, inner_head, is_forward, without_quotes
from fingerpost.readers.formats.mail.layout import FURNITURE, as_page
from fingerpost.readers.formats.mail.message import Mail, messages, open_mail
from fingerpost.readers.formats.pages.html.reading import read_html
from fingerpost.readers.formats.pages.text import read_text
from fingerpost.readers.formats.posts import read_post
from fingerpost.readers.types import Balance, Candidate, Entry, Issue, Reading, Source
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.names import has_head, is_acronym, known_names
from fingerpost.readers.values.text import check_bytes, squeeze

NAME = "mail"
_MAX_DEPTH = 3
_SIGNATURE = re.compile(r"\n(?:-- ?|_{20,})\n(?=.{0,1500}\Z)", re.DOTALL)
_NUMBER = re.compile(r"^[ \t]*(?:【\d{1,2}】|\[\d{1,2}\]|[①-⑳]|[■◆●▼◇□★☆▶]+)[ \t\u3000]*(?=\S)", re.MULTILINE)
_SALUTATION = re.compile(
    r"(?:(?:dear|hello|hi|good (?:morning|day)|estimad[oa]s?|querid[oa]s?|cher(?:e|s|es)?|bonjour|mesdames|madame|monsieur|prezad[oa]s?|car[oa]s?|"
    r"sehr geehrte[rn]?|liebe[rs]?|yth|kepada|kính|gentil[ei]|egregi[oa]?|sayın|уважаемы[ей])(?!\w)|"
    r"เรียน|各位|尊敬的|안녕하십니까|안녕하세요|お世話|拝啓|प्रिय|आदरणीय|السادة|عزيزي)[^\n]{0,80}\n+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«「『]\s?([^\"“”„«»「」『』\n]{8,160}?)\s?[\"”“»」』]")
_LINK = re.compile(r"<a\b[^<>]{0,4000}href", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    """What the parts of all mails gave, in their order."""

    records: list[Candidate] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def add(self, reading: Reading, where: str, *, kinds: Iterable[str] | None = None) -> None:
        prefix = f"{where}, " if where else ""
        for record in reading.records:
            if kinds is None or record.type in kinds:
                self._put(replace(record, origin=f"{prefix}{record.origin}"))
        self.issues += [replace(issue, origin=f"{prefix}{issue.origin}") for issue in reading.issues]
        self.entries += [replace(entry, origin=f"{prefix}{entry.origin}") for entry in reading.balance.entries]

    def _put(self, record: Candidate) -> None:
        """An invitation says the same in its text, in its calendar and in the file attached: one record."""
        for place, known in enumerate(self.records):
            if _is_same(known, record):
                self.records[place] = replace(fuller(known, record), uid=known.uid or record.uid, origin=known.origin)
                return
        self.records.append(record)


def read_mail(source: Source) -> Reading:
    """Return what a mail, or a mailbox of several, tells.

    HTML is read where it holds links, otherwise the text. A mail's own date, for a forwarded one that of the inner message, is
    what relative words and missing years are measured against. Attachments are read by the Readers of their kinds.
    """
    check_bytes(source.content)
    found = _Found()
    mails = list(messages(source.content))
    for number, mail in enumerate(mails, start=1):
        _read(mail, source, f"message {number}" if len(mails) > 1 else "", found, depth=0)
    first = mails[0] if mails else Mail()
    return Reading(
        reader=NAME,
        records=tuple(found.records),
        issues=tuple(found.issues),
        balance=Balance(unit="element", entries=tuple(found.entries)),
        title=first.subject or None,
        language=language_tag(first.language) if first.language else None,
        facts={
            "encoding": "utf-8",
            **({"sender": first.sender} if first.sender else {}),
            **({"sent": str(first.sent)} if first.sent else {}),
        },
    )


def _read(mail: Mail, source: Source, where: str, found: _Found, *, depth: int) -> None:
    source = replace(source, today=_day(mail.sent, source.today), name="mail", base_url=None)
    for content in mail.calendars:
        _read_part(content, "calendar", source, where, found, depth)
    _read_body(mail, source, where, found)
    for attached in mail.attached:
        name = f"{where}, “{attached.name}”" if where else f"“{attached.name}”"
        if attached.kind == "message/rfc822" and depth < _MAX_DEPTH:
            _read(open_mail(attached.content), source, name, found, depth=depth + 1)
        else:
            _read_part(attached.content, attached.name, source, name, found, depth)
    if mail.pictures:
        found.entries.append(Entry(origin=where or "message", fate="ignored", text=f"{mail.pictures} files", reason="Pictures and signatures."))  # fmt: skip


def _day(sent: date | None, today: date) -> date:
    """A mail cannot come from the future; a clock set wrong does not count."""
    return sent if sent and sent <= today else today


def _read_part(content: bytes, name: str, source: Source, where: str, found: _Found, depth: int) -> None:
    from fingerpost.readers.registry import read  # noqa: PLC0415 -- it knows this Reader

    part = replace(source, content=content, name=name)
    try:
        found.add(
            read_calendar(part) if name == "calendar" else read(part) if depth <= _MAX_DEPTH else _refused(), where
        )
    except UnreadableSource as error:
        origin = where or "message"
        found.entries.append(Entry(origin=origin, fate="unread", text=name[:200], reason=error.problem))
        found.issues.append(Issue(problem=error.problem, remedy=error.remedy, origin=origin))


def _refused() -> Reading:
    raise UnreadableSource("It is attached too deep within other messages.", remedy="Forward it by itself.")


def _read_body(mail: Mail, source: Source, where: str, found: _Found) -> None:
    uses_html = bool(mail.html) and (bool(_LINK.search(mail.html)) or not mail.text.strip())
    text = read_fragment(mail.html).linked if uses_html else mail.text
    head = inner_head(text, today=source.today)
    forwarded = head is not None and is_forward(mail.subject)
    if head and forwarded:
        source = replace(source, today=_day(head.sent, source.today))
    letter, subject = _letter(text, head, mail), bare_subject(mail.subject)
    reading = _from_html(mail.html, source, forwarded=forwarded) if uses_html else _from_text(letter, source)
    listed = [record for record in reading.records if _is_told(record, source.today)]
    invited = _invited(letter, mail, head, source) if len(listed) < 2 else []
    if invited and (forwarded or not uses_html or not listed or not listed[0].title or not listed[0].start):
        listed = invited
        letter_read = Entry(
            origin="letter", fate="read", text=squeeze(letter)[:200] or subject, reason="Read as an invitation."
        )
        reading = replace(reading, issues=(), balance=Balance(unit="element", entries=(letter_read,)))
    invitations = [record for record in found.records if record.uid] if mail.calendars else []
    if len(listed) == 1 and _describes(listed[0], invitations):
        listed = [
            replace(
                listed[0],
                title=invitations[0].title,
                start=invitations[0].start,
                end=invitations[0].end,
                url=None,
            )
        ]
    listed = [replace(record, title=subject) if not record.title and len(listed) == 1 else record for record in listed]
    issues = reading.issues if any(record in reading.records for record in listed) else ()
    found.add(replace(reading, records=tuple(listed), issues=issues), where)


def _is_told(record: Candidate, sent: date) -> bool:
    """A mail is no update, and the day on which it was sent, in its head, no event."""
    masthead = record.start and record.start.time is None and record.start.day and record.start.first_day() == sent
    return record.type != "update" and not (masthead and not record.url and not record.organisers)


def _letter(text: str, head: Head | None, mail: Mail) -> str:
    """The words of the message that counts: of a forwarded one the inner, of a reply the new ones."""
    if head and is_forward(mail.subject):
        text = text[head.stop :]
    elif head:
        text = text[: head.begin]
    return "\n".join(line for line in without_quotes(text).split("\n") if not FURNITURE.search(line))


def _from_html(html: str, source: Source, *, forwarded: bool) -> Reading:
    def is_head(text: str) -> bool:
        return inner_head(text, today=source.today) is not None

    page = as_page(html, is_head=is_head if forwarded else None)
    return read_html(replace(source, content=page.encode("utf-8", "replace")))


def _from_text(text: str, source: Source) -> Reading:
    text = _NUMBER.sub("", _SIGNATURE.split(text)[0])
    return read_text(replace(source, content=(text.strip() or "-").encode("utf-8", "replace")))


def _invited(text: str, mail: Mail, head: Head | None, source: Source) -> list[Candidate]:
    """The events that a letter in sentences announces, held by its sender where it names nobody else."""
    context = Context(today=source.today, known=known_names(), after=source.today)
    forwarded = head is not None and is_forward(mail.subject)
    subject = bare_subject(head.subject if head and head.subject and forwarded else mail.subject)
    body = _SALUTATION.sub("", text.strip(), count=1).strip()
    read = read_post(f"{subject}\n\n{body}", line=0, origin="message", context=context)
    records = [record for record in read.records if record.type == "event"]
    if len(records) != 1:
        return records
    record, sender = records[0], head.sender if head and forwarded else mail.sender
    if (quoted := _QUOTED.search(body)) and record.title != quoted[1]:
        record = replace(record, title=quoted[1].strip(" ,."))
    if not record.organisers and _is_organisation(sender):
        record = replace(record, organisers=(sender,))
    return [record]


def _is_organisation(name: str) -> bool:
    return bool(name) and (name in known_names() or has_head(name) or is_acronym(name))


def _is_same(one: Candidate, other: Candidate) -> bool:
    if one.type != other.type:
        return False
    if one.uid and one.uid == other.uid:
        return True
    same_title = _letters(one.title) == _letters(other.title)
    return (
        same_title
        and str(one.start)[:10] == str(other.start)[:10]
        and (one.url == other.url or not (one.url and other.url))
    )


def _describes(record: Candidate, invitations: Sequence[Candidate]) -> bool:
    """True for what a letter tells of the one event whose calendar came with it."""
    return len(invitations) == 1 and record.type == "event" and str(record.start)[:10] == str(invitations[0].start)[:10]


def _letters(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())
