"""Taking a query apart: words, “phrases”, -without, OR, field:value. Whatever is written, something is understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from fingerpost.finding.found import Notice
from fingerpost.finding.query.fields import Field, field_named, nearest_field

#: Longer queries are cut: nobody types them, and each word costs.
MOST_LETTERS = 500
MOST_PARTS = 24

_OPENING, _CLOSING = '"“„«「『＂❝〝', '"”“»」』＂❞〞'
_QUOTED = rf"[{_OPENING}](?P<quoted>[^{_CLOSING}]*)[{_CLOSING}]"
_PART = re.compile(
    rf"""
    (?P<minus>[-−](?=[^\s\-−]))?
    (?:
        (?P<field>[^\W\d_]{{2,20}})[:：](?:{_QUOTED.replace("quoted", "field_quoted")}|(?P<value>[^\s{_OPENING}{_CLOSING}]+))
      | {_QUOTED}
      | (?P<word>(?:(?![{_OPENING}{_CLOSING}])\S)+)
      | (?P<stray>[{_OPENING}{_CLOSING}])
    )
    """,
    re.VERBOSE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked for: a word, a phrase, or a value of a field."""

    written: str
    text: str
    kind: str  #: word, phrase or field
    field: str = ""
    is_unwanted: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query: all of its groups, of each group one part. ``text`` is what was understood, to be written again."""

    text: str
    groups: tuple[tuple[Part, ...], ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def words(self) -> list[Part]:
        return [part for group in self.groups for part in group if part.kind != "field" and not part.is_unwanted]


@dataclass(slots=True)
class _Reader:
    text: str
    groups: list[tuple[Part, ...]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    joins: bool = False  #: an OR stands before what comes next
    turns: bool = False  #: a NOT stands there

    def read(self) -> Parsed:
        for found in _PART.finditer(self.text):
            if sum(map(len, self.groups)) >= MOST_PARTS:
                rest = self.text[found.start() :]
                self.note(_("Only the first words were looked for. Left out: %(words)s") % {"words": _short(rest)})
                break
            self.take(found)
        return Parsed(self.text, tuple(self.groups), tuple(self.notices))

    def take(self, found: re.Match[str]) -> None:
        if found["stray"]:
            self.note(_("A quotation mark has no second one. The words after it were looked for one by one."))
        elif found["word"] in {"OR", "|", "||"}:
            self.joins = bool(self.groups)
        elif found["word"] == "NOT":
            self.turns = True
        elif found["word"] not in {"AND", "&", "&&"}:
            for part in self.parts(found):
                self.add(part)

    def add(self, part: Part) -> None:
        if self.turns:
            part = replace(part, is_unwanted=True)
        # Without this word or that one: such an “or” would find nearly everything.
        if self.joins and not part.is_unwanted and not self.groups[-1][-1].is_unwanted:
            self.groups[-1] = (*self.groups[-1], part)
        else:
            self.groups.append((part,))
        self.joins = self.turns = False

    def parts(self, found: re.Match[str]) -> Iterator[Part]:
        unwanted = bool(found["minus"])
        if found["field"]:
            yield from self.field_parts(found, unwanted)
        elif found["quoted"] is not None:
            if found["quoted"].strip():
                yield Part(found[0], found["quoted"].strip(), "phrase", is_unwanted=unwanted)
        else:
            yield Part(found[0], found["word"], "word", is_unwanted=unwanted)

    def field_parts(self, found: re.Match[str], unwanted: bool) -> Iterator[Part]:
        value = (found["field_quoted"] if found["value"] is None else found["value"]).strip()
        known = field_named(found["field"])
        if known and value:
            yield Part(found[0], value, "field", known.name, unwanted)
            return
        if known is None and not value.startswith("//"):
            self.not_a_field(found, nearest_field(found["field"]))
        for word in (found["field"], *value.split()):
            yield Part(word, word, "word", is_unwanted=unwanted)

    def not_a_field(self, found: re.Match[str], near: str | None) -> None:
        meant = field_named(near) if near else None
        if meant is None and len(found["field"]) > 12:
            return
        names = ", ".join(each.name for each in _shown_fields())
        sentence = _("“%(name)s:” is no field, so it was looked for as a word. Fields are: %(names)s.")
        self.note(
            sentence % {"name": found["field"], "names": names},
            *([self.text[: found.start("field")] + near + self.text[found.end("field") :]] if meant and near else []),
        )

    def note(self, sentence: str, *queries: str) -> None:
        if sentence not in {notice.sentence for notice in self.notices}:
            self.notices.append(Notice(sentence=sentence, queries=queries))


def parse(text: str) -> Parsed:
    """Return what a query asks for. Never fails: what is not understood is said in a notice."""
    clean = " ".join(_CONTROL.sub(" ", text).split())
    reader = _Reader(clean[:MOST_LETTERS])
    if len(clean) > MOST_LETTERS:
        reader.note(
            _("The query is longer than %(most)d letters. Only its beginning was looked for.") % {"most": MOST_LETTERS}
        )
    return reader.read()


def _shown_fields() -> list[Field]:
    return [
        each
        for name in ("kind", "theme", "organisation", "city", "country", "year", "language")
        if (each := field_named(name))
    ]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
