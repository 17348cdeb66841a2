"""Documents of Office Open XML (ECMA-376): their paragraphs, headings, lists, tables and links; nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.documents.blocks import Block, Inline, Outline, Table
from fingerpost.readers.formats.packages import Package, Relation, local, main_part, parse, relations_of

#: Deleted text, what older programs see instead, equations, and what explains a control instead of being its content.
_ASIDE = frozenset({"del", "moveFrom", "Fallback", "oMath", "oMathPara", "sdtPr", "pict", "instrTextDel"})
_FIELD = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]{1,2100})"', re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|berschrift|titre|título|titulo|заголовок|judul|제목|見出し|标题|標題|หัวเรื่อง)\s*([1-9])$", re.IGNORECASE)  # fmt: skip
_ITEM = re.compile(r"list\s*(?:bullet|number|paragraph)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*\d|table of figures", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class _Style:
    name: str = ""
    parent: str = ""
    level: int = 0  #: of the outline, from 1
    in_list: bool = False


def open_docx(package: Package) -> Outline:
    """Return what a document is made of. Raises UnreadableSource if it is damaged or too long."""
    part = main_part(package, "word/document.xml")
    if not package.has(part):
        raise UnreadableSource("The document has no content.", remedy="Download or copy it again, whole.")
    relations = relations_of(package, part)
    styles = _Styles()
    described = next((one.target for one in relations.values() if one.kind == "styles"), "")
    if described and package.has(described):
        parse(package.chunks(described), start=styles.start, end=styles.end, text=lambda _: None)
    body = _Body(relations, styles.found)
    parse(package.chunks(part), start=body.start, end=body.end, text=body.text)
    return body.outline


class _Styles:
    def __init__(self) -> None:
        self.found: dict[str, _Style] = {}
        self._here = _Style()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = _attribute(attributes, "val")
        if name == "style":
            self._here = self.found.setdefault(_attribute(attributes, "styleId"), _Style())
        elif name == "name":
            self._here.name = value
        elif name == "basedOn":
            self._here.parent = value
        elif name == "outlineLvl" and value.isdecimal():
            self._here.level = int(value[:2]) + 1
        elif name == "numPr":
            self._here.in_list = True

    def end(self, name: str) -> None:
        if name == "style":
            self._here = _Style()


@dataclass(slots=True)
class _Paragraph:
    inline: Inline = field(default_factory=Inline)
    style: str = ""
    level: int = 0
    depth: int = 0


class _Body:
    def __init__(self, relations: Mapping[str, Relation], styles: Mapping[str, _Style]) -> None:
        self.outline = Outline()
        self._relations, self._styles = relations, styles
        self._open: list[_Paragraph] = []  # a text box holds paragraphs within one
        self._aside = 0
        self._links: list[str] = []
        self._fields: list[list[str]] = []  # instruction and address of each field that is open
        self._in_text = self._in_instruction = self._in_run = False
        self._bold = self._hidden = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
            return
        starter = _STARTERS.get(name)
        if starter is not None:
            starter(self, attributes)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in ("t", "instrText"):
            self._in_text = self._in_instruction = False
        elif name == "r":
            self._in_run = False
        elif name in ("hyperlink", "fldSimple"):
            if self._links:
                self._links.pop()
        elif name == "p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "tbl":
            self.outline.close_table()

    def text(self, text: str) -> None:
        if self._aside:
            return
        if self._in_instruction and self._fields:
            self._fields[-1][0] += text[:2_200]
        elif self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._open and not self._hidden:
            address = next((link for link in reversed(self._links) if link), "") or next((one[1] for one in reversed(self._fields) if one[1]), "")  # fmt: skip
            self._open[-1].inline.add(text, address=address, bold=self._bold)

    def _start_paragraph(self, _: Mapping[str, str]) -> None:
        self._open.append(_Paragraph())
        self._in_run = self._bold = self._hidden = False

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        self.outline.paragraphs += 1
        style = self._styles.get(paragraph.style, _Style(name=paragraph.style))
        if _CONTENTS.match(style.name):
            return
        level, in_list, is_title = self._as_styled(paragraph.style)
        level = paragraph.level or level
        depth = paragraph.depth or (1 if in_list and not level else 0)
        content = paragraph.inline.html()
        if is_title and content and not self.outline.title:
            self.outline.title = re.sub(r"<[^>]*>", "", content)
        heading = min(level, 6) if level and level < 10 else 0
        place = f"paragraph {self.outline.paragraphs}"
        self.outline.add(Block(content, place, 1 if is_title else heading, 0 if heading or is_title else depth))

    def _as_styled(self, identifier: str) -> tuple[int, bool, bool]:
        """What a style and those it builds upon make of a paragraph: its level as a heading, a list item, the title."""
        in_list = is_title = False
        for _ in range(10):
            style = self._styles.get(identifier) or _Style(name=identifier)
            named = _HEADING.search(style.name)
            is_title = is_title or style.name.lower() == "title"
            in_list = (
                in_list or style.in_list or bool(_ITEM.match(style.name) and "paragraph" not in style.name.lower())
            )
            if named or style.level:
                return (int(named[1]) if named else style.level), in_list, is_title
            if not style.parent or style.parent == identifier:
                break
            identifier = style.parent
        return 0, in_list, is_title

    def _take_style(self, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].style = _attribute(attributes, "val")

    def _take_level(self, attributes: Mapping[str, str]) -> None:
        value = _attribute(attributes, "val")
        if self._open and value.isdecimal() and len(value) < 3:
            self._open[-1].level = int(value) + 1

    def _take_depth(self, attributes: Mapping[str, str]) -> None:
        value = _attribute(attributes, "val")
        if self._open and value.isdecimal() and len(value) < 3:
            self._open[-1].depth = min(int(value), 8) + 1

    def _take_number(self, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].depth = 0 if _attribute(attributes, "val") == "0" else max(self._open[-1].depth, 1)

    def _start_run(self, _: Mapping[str, str]) -> None:
        self._in_run, self._bold, self._hidden = True, False, False

    def _take_bold(self, attributes: Mapping[str, str]) -> None:
        self._bold = self._in_run and _attribute(attributes, "val") not in _OFF

    def _take_hidden(self, attributes: Mapping[str, str]) -> None:
        self._hidden = self._in_run and _attribute(attributes, "val") not in _OFF

    def _start_text(self, _: Mapping[str, str]) -> None:
        self._in_text = True

    def _start_instruction(self, _: Mapping[str, str]) -> None:
        self._in_instruction = True

    def _break(self, attributes: Mapping[str, str]) -> None:
        self._add("\n" if _attribute(attributes, "type") not in ("page", "column") else " ")

    def _tab(self, attributes: Mapping[str, str]) -> None:
        if self._in_run and not attributes:  # with attributes it is the stop of a tab, not one that was typed
            self._add("\u00a0\u00a0 ")

    def _hyphen(self, _: Mapping[str, str]) -> None:
        self._add("-")

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        relation = self._relations.get(next((value for key, value in attributes.items() if local(key) == "id"), ""))
        self._links.append(relation.target if relation and relation.is_outside else "")

    def _start_simple_field(self, attributes: Mapping[str, str]) -> None:
        match = _FIELD.match(_attribute(attributes, "instr"))
        self._links.append(match[1] if match else "")

    def _field(self, attributes: Mapping[str, str]) -> None:
        step = _attribute(attributes, "fldCharType")
        if step == "begin" and len(self._fields) < 50:
            self._fields.append(["", ""])
        elif step == "separate" and self._fields:
            match = _FIELD.match(self._fields[-1][0])
            self._fields[-1][1] = match[1] if match else ""
        elif step == "end" and self._fields:
            self._fields.pop()

    def _start_table(self, _: Mapping[str, str]) -> None:
        self.outline.open_table()

    def _start_row(self, _: Mapping[str, str]) -> None:
        self.outline.open_row()

    def _start_cell(self, _: Mapping[str, str]) -> None:
        self.outline.open_cell()

    def _span(self, attributes: Mapping[str, str]) -> None:
        value = _attribute(attributes, "val")
        if (table := self._row()) and value.isdecimal() and len(value) < 4:
            table.rows[-1].cells[-1].across = min(max(int(value), 1), 60)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        """A cell that goes on from above is counted there; what is typed into it is not shown."""
        table = self._row()
        if table is None:
            return
        cells = table.rows[-1].cells
        column = sum(cell.across for cell in cells[:-1])
        if _attribute(attributes, "val") == "restart":
            table.hanging[column] = cells[-1]
        elif above := table.hanging.get(column):
            above.down += 1
            cells[-1].across, cells[-1].down = above.across, 0

    def _row(self) -> Table | None:
        table = self.outline.tables[-1] if self.outline.tables else None
        return table if table and table.rows and table.rows[-1].cells else None

    def _head(self, _: Mapping[str, str]) -> None:
        if self.outline.tables and self.outline.tables[-1].rows:
            self.outline.tables[-1].rows[-1].is_head = True


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")


_STARTERS = {
    "p": _Body._start_paragraph, "pStyle": _Body._take_style, "outlineLvl": _Body._take_level, "ilvl": _Body._take_depth, "numId": _Body._take_number, "r": _Body._start_run,
    "b": _Body._take_bold, "vanish": _Body._take_hidden, "t": _Body._start_text, "instrText": _Body._start_instruction, "br": _Body._break, "cr": _Body._break, "tab": _Body._tab,
    "hyperlink": _Body._start_link, "fldSimple": _Body._start_simple_field, "fldChar": _Body._field, "tbl": _Body._start_table, "tr": _Body._start_row, "tc": _Body._start_cell,
    "gridSpan": _Body._span, "vMerge": _Body._merge, "tblHeader": _Body._head, "noBreakHyphen": _Body._hyphen,
}  # fmt: skip
