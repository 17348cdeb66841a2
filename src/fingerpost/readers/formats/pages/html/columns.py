"""Which row of a table heads its columns, and what each column holds."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from fingerpost.readers.formats.pages.html.fields import Fields
from fingerpost.readers.formats.pages.html.grid import Cell, Row
from fingerpost.readers.formats.pages.html.lines import Line
from fingerpost.readers.formats.pages.html.vocabulary import fold, kinds_in, label_of, role_of
from fingerpost.readers.formats.pages.html.when import Calendar, remainder, spans_in
from fingerpost.readers.types import Kind
from fingerpost.readers.values.text import squeeze

_MAX_HEAD = 80
_MAX_HEAD_WORDS = 5
_SAMPLED = 40
_NUMBER = re.compile(r"[#№]?\s*\d{1,4}[.)]?")
_SOURCE = ("source", "sources", "fuente", "fuentes", "fonte", "fontes", "sumber", "quelle", "출처", "出典", "来源", "來源", "источник")  # fmt: skip


@dataclass
class Head:
    """What the columns are said, or seen, to hold."""

    roles: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def above(self, lower: "Head") -> "Head":
        """Return what two rows of heads say together: the lower one is the finer, but a title stays a title."""
        roles = {**self.roles, **lower.roles}
        texts = {
            place: squeeze(f"{self.texts.get(place, '')} {lower.texts.get(place, '')}")
            for place in {**self.texts, **lower.texts}
        }
        if "title" in self.roles.values() and "title" not in roles.values():
            first = min(place for place, role in self.roles.items() if role == "title")
            roles[first] = "title"
        return Head(roles, texts)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Columns that only one kind of record has."""
        words = " | ".join(self.texts.values()).casefold()
        roles = set(self.roles.values())
        named = kinds_in(next((text for place, text in self.texts.items() if self.roles.get(place) == "title"), ""))
        if "phase" in roles or ("measure" in named and "place" in roles):
            return ("measure",)
        if named and named[0] != "update":
            return named[:1]
        if (
            re.search(r"publisher|publication|발행|발간|発行|éditeur|editorial|penerbit|出版|file|pdf|download", words)
            and "date" not in roles
        ):
            return ("resource",)
        if (
            re.search(r"조회|views|hits|글쓴이|작성자|posted|작성일|등록일|게시일", words)
            and "organiser" not in roles
            and "date" not in roles
        ):
            return ("update",)
        return ()


def head_of(row: Row) -> Head | None:
    """Return what a row says of the columns, or None if it is no row of column heads."""
    own = [cell for cell in row.own if cell.text]
    if (
        not own
        or any(len(cell.text) > _MAX_HEAD for cell in own)
        or any(cell and cell.repeated and cell.node.tag == "td" for cell in row.cells)
    ):
        return None
    if any(line.links() and _leads_away(line) for cell in own for line in cell.lines):
        return None
    roles = {
        place: role
        for place, cell in enumerate(row.cells)
        if cell and not cell.repeated and (role := role_of(cell.text))
    }
    named = {id(row.cells[place]) for place in roles}
    all_heads = all(cell.node.tag == "th" for cell in row.own)
    if len(own) == 1 and not (all_heads or row.in_head):
        whole = role_of(own[0].text) == "title" and len(own[0].text) < 30
        if not whole or own[0].width > 2:
            return None
        texts = {place: cell.text for place, cell in enumerate(row.cells) if cell}
        return Head({0: "title"}, {0: texts.get(0, "")})
    if not (row.in_head or (all_heads and len(row.own) > 1)) and len(named) < max(1, (len(own) + 1) // 2):
        return None
    if any(spans_in(cell.text, _ANY_DAY) for cell in own if not role_of(cell.text)):
        return None
    if not named and not row.in_head and not all_heads:
        return None
    if not row.in_head and not all_heads and not _reads_as_heads(own):
        return None
    return Head(roles, {place: cell.text for place, cell in enumerate(row.cells) if cell})


def _reads_as_heads(cells: list[Cell]) -> bool:
    """Without ``th`` to tell, the words must: short ones, most of them names of columns and nothing else."""
    exact = sum(label_of(re.sub(r"[(（].*?[)）]", "", cell.text).strip()) is not None for cell in cells)
    return exact * 2 >= len(cells) and all(len(cell.text.split()) <= _MAX_HEAD_WORDS for cell in cells)


_ANY_DAY = Calendar(date(2020, 7, 1))


def _leads_away(line: Line) -> bool:
    """Sortable columns link to the page itself."""
    return any(
        not (piece.href or "#").startswith(("#", "?", "javascript:"))
        and "sort" not in (piece.href or "")
        and "order=" not in (piece.href or "")
        for piece in line.links()
    )


def complete(head: Head, rows: list[Row], fields: Fields) -> Head:
    """Give a role by its content to each column that no head names."""
    width = max((len(row.cells) for row in rows), default=0)
    sample = [row for row in rows if len(row.own) > 1 or width == 1][:_SAMPLED]
    columns = {
        place: [cell for row in sample if place < len(row.cells) and (cell := row.cells[place]) and cell.text]
        for place in range(width)
    }
    roles = _settled_roles(head, columns, fields)
    for place in _free(roles, columns):
        if role := _seen_role(columns[place], fields, taken=set(roles.values())):
            roles[place] = role
    if "title" not in roles.values() and (best := _title_column(roles, columns)) is not None:
        roles[best] = "title"
    if "organiser" not in roles.values():
        for place in _free(roles, columns):
            if _are_organisers(columns[place], fields):
                roles[place] = "organiser"
                break
    return Head(roles, head.texts)


def _free(roles: dict[int, str], columns: dict[int, list[Cell]]) -> list[int]:
    return [place for place, cells in columns.items() if cells and place not in roles]


def _settled_roles(head: Head, columns: dict[int, list[Cell]], fields: Fields) -> dict[int, str]:
    """The roles that the heads give, where the cells bear them out; of several titles one."""
    roles = dict(head.roles)
    titles = [place for place, role in roles.items() if role == "title" and columns.get(place)]
    if len(titles) > 1:
        best = max(titles, key=lambda place: _title_worth(columns[place]))
        roles |= {place: "" for place in titles if place != best}
    for place, role in head.roles.items():
        if role == "organiser" and _are_ways_to_sources(head.texts.get(place, ""), columns.get(place, []), fields):
            roles[place] = "link"
    return roles


def _title_column(roles: dict[int, str], columns: dict[int, list[Cell]]) -> int | None:
    """The column with the longest and most varied words; failing a free one, that of descriptions."""
    worded = [place for place in _free(roles, columns) if _are_worded(columns[place])]
    worded = worded or [place for place, role in roles.items() if role == "summary" and columns.get(place)]
    return max(worded, key=lambda place: _title_worth(columns[place]), default=None)


def _seen_role(cells: list[Cell], fields: Fields, *, taken: set[str]) -> str | None:
    texts = [cell.text for cell in cells]
    dated = sum(1 for text in texts if (spans := spans_in(text, fields.calendar)) and len(remainder(text, spans)) <= 20)
    if dated * 5 >= len(texts) * 3 and "date" not in taken:
        return "date"
    if all(_NUMBER.fullmatch(text) for text in texts):
        return "number"
    return None


def _are_worded(cells: list[Cell]) -> bool:
    """Numbers, shares and amounts name nothing."""
    worded = sum(sum(map(str.isalpha, cell.text)) > 3 for cell in cells)
    return worded * 2 > len(cells)


def _are_ways_to_sources(head: str, cells: list[Cell], fields: Fields) -> bool:
    """Under "Source" often stand links that say "News" or "City website" and name nobody."""
    linked = sum(any(line.links() for line in cell.lines) for cell in cells)
    return fold(head).endswith(_SOURCE) and linked * 2 > len(cells) and not _are_organisers(cells, fields)


def _title_worth(cells: list[Cell]) -> float:
    lengths = [min(len(cell.text), 120) for cell in cells]
    linked = sum(any(line.links() for line in cell.lines) for cell in cells)
    distinct = len({cell.text for cell in cells})
    return (
        (sum(lengths) / max(len(lengths), 1))
        * (1 + linked / max(len(cells), 1))
        * (distinct / max(len(cells), 1))
        * math.sqrt(len(cells))
    )


def _are_organisers(cells: list[Cell], fields: Fields) -> bool:
    votes = Counter(fields.are_names(cell.text.replace("\n", ", ")) for cell in cells if len(cell.text) <= 200)
    return votes[True] * 2 >= sum(votes.values()) > 0
