"""Text documents of OpenDocument (ISO/IEC 26300): their paragraphs, headings, lists, tables and links; nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.documents.blocks import Block, Inline, Outline
from fingerpost.readers.formats.packages import Package, local, parse

#: What stands in the text's XML without being its text: comments, notes, deleted text, contents, readings over words.
_ASIDE = frozenset({"annotation", "note", "tracked-changes", "table-of-content", "alphabetical-index", "ruby-text", "forms", "desc", "title", "sequence-decls", "hidden-text"})  # fmt: skip
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(slots=True)
class _Paragraph:
    inline: Inline = field(default_factory=Inline)
    level: int = 0
    style: str = ""


def open_odt(package: Package) -> Outline:
    """Return what a document is made of. Raises UnreadableSource if it is locked, damaged or too long."""
    if b"encryption-data" in package.head("META-INF/manifest.xml", 1 << 20):
        raise UnreadableSource(
            "The file is protected by a password.", remedy="Open it in its own program and save it without a password."
        )
    if not package.has("content.xml"):
        raise UnreadableSource("The document has no content.", remedy="Download or copy it again, whole.")
    body = _Body()
    if package.has("styles.xml"):
        parse(package.chunks("styles.xml"), start=body.start_style, end=lambda _: None, text=lambda _: None)
    parse(package.chunks("content.xml"), start=body.start, end=body.end, text=body.text)
    return body.outline


class _Body:
    def __init__(self) -> None:
        self.outline = Outline()
        self._open: list[_Paragraph] = []  # a text box holds paragraphs within one
        self._lists = 0
        self._aside = 0
        self._links: list[str] = []
        self._bolds: list[bool] = []
        self._style = ""
        self._bold_styles: set[str] = set()
        self._parents: dict[str, str] = {}

    def start_style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = _named(attributes, "name")
            self._parents[self._style] = _named(attributes, "parent-style-name")
        elif name == "text-properties" and _named(attributes, "font-weight") in _BOLD:
            self._bold_styles.add(self._style)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name in ("p", "h"):
            level = _named(attributes, "outline-level") if name == "h" else ""
            self._open.append(_Paragraph(level=int(level) if level.isdecimal() and len(level) < 3 else int(name == "h"), style=_named(attributes, "style-name")))  # fmt: skip
        elif name == "span":
            self._bolds.append(_named(attributes, "style-name") in self._bold_styles)
        elif name == "a":
            self._links.append(_named(attributes, "href"))
        elif name in ("s", "tab", "line-break"):
            self._space(name, _named(attributes, "c"))
        elif name == "list":
            self._lists += 1
        elif name.startswith("table") or name == "covered-table-cell":
            self._start_table(name, attributes)
        else:
            self.start_style(name, attributes)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in ("p", "h") and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "span" and self._bolds:
            self._bolds.pop()
        elif name == "a" and self._links:
            self._links.pop()
        elif name == "list":
            self._lists -= 1
        elif name == "table":
            self.outline.close_table()

    def text(self, text: str) -> None:
        if self._open and not self._aside:
            here = self._open[-1]
            bold = any(self._bolds) or here.style in self._bold_styles
            here.inline.add(re.sub(r"\s+", " ", text), address=next(filter(None, reversed(self._links)), ""), bold=bold)

    def _space(self, name: str, many: str) -> None:
        if self._open:
            spaces = " " * (min(int(many), 100) if many.isdecimal() and len(many) < 5 else 1)
            self._open[-1].inline.add({"tab": "\u00a0\u00a0 ", "line-break": "\n"}.get(name, spaces))

    def _start_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self.outline.open_table()
        elif name == "table-row":
            self.outline.open_row()
        elif name == "table-cell":
            across, down = (_named(attributes, f"number-{what}-spanned") for what in ("columns", "rows"))
            self.outline.open_cell(across=_number(across), down=_number(down))
        elif name == "covered-table-cell":
            self.outline.open_cell().down = 0

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        self.outline.paragraphs += 1
        content = paragraph.inline.html()
        is_title = "Title" in (paragraph.style, self._parents.get(paragraph.style))
        if is_title and content and not self.outline.title:
            self.outline.title = re.sub(r"<[^>]*>", "", content)
        heading = 1 if is_title else min(paragraph.level, 6)
        depth = 0 if heading else min(self._lists, 8)
        self.outline.add(Block(content, f"paragraph {self.outline.paragraphs}", heading, depth))


def _named(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else 1
