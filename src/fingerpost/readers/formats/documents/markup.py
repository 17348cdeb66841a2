"""A document as a page of HTML, and where each of its elements stands in the document."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field

from fingerpost.readers.formats.documents.blocks import Block, Blocks, Cell, Outline, Table

_MAX_NESTED = 12  #: tables within tables; deeper ones are read as their text


@dataclass(slots=True)
class Page:
    """HTML, and for each origin that the reader of pages may give, the place in the document."""

    html: str = ""
    places: dict[str, str] = field(default_factory=dict)


def page_of(outline: Outline) -> Page:
    writer = _Writer()
    writer.blocks(outline.blocks, 0)
    title = f"<title>{html.escape(outline.title or _only_head(outline.blocks))}</title>"
    return Page(f"<!doctype html><html><head>{title}</head><body>{''.join(writer.out)}</body></html>", writer.places)


def _only_head(blocks: Blocks) -> str:
    """The one heading of the first level, where nothing is styled as the title."""
    heads = [block.html for block in blocks if isinstance(block, Block) and block.heading == 1]
    return re.sub(r"<[^>]*>", " ", html.unescape(heads[0])) if len(heads) == 1 else ""


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.places: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def blocks(self, blocks: Blocks, nested: int) -> None:
        lists: list[tuple[str, int]] = []  # the origin of each list that is open, and how many items it has
        for block in blocks:
            depth = block.depth if isinstance(block, Block) else 0
            self._to_depth(lists, depth, block)
            if isinstance(block, Table):
                self.table(block, nested + 1)
            elif not depth:
                self._element(f"h{block.heading}" if block.heading else "p", block)
        self._to_depth(lists, 0, None)

    def table(self, table: Table, nested: int) -> None:
        origin = self._origin("table")
        self.out.append("<table>")
        for number, row in enumerate(table.rows, start=1):
            self.places[f"{origin}, row {number}"] = row.place if row.place.startswith("page") else f"{origin}, row {number}"  # fmt: skip
            self.out.append("<tr>")
            for cell in row.cells:
                if cell.down:  # else one above reaches here
                    self._cell(cell, "th" if row.is_head else "td", nested)
            self.out.append("</tr>")
        self.out.append("</table>")

    def _cell(self, cell: Cell, tag: str, nested: int) -> None:
        spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (f' rowspan="{cell.down}"' if cell.down > 1 else "")  # fmt: skip
        self.out.append(f"<{tag}{spans}>")
        only = cell.blocks[0] if len(cell.blocks) == 1 else None
        if isinstance(only, Block) and not only.heading:
            self.out.append(only.html)
        elif nested < _MAX_NESTED and (any(isinstance(one, Table) or one.heading or one.depth for one in cell.blocks)):
            self.blocks(cell.blocks, nested)
        else:
            self.out.append("<br>".join(one.html for one in cell.blocks if isinstance(one, Block)))
        self.out.append(f"</{tag}>")

    def _to_depth(self, lists: list[tuple[str, int]], depth: int, block: "Block | Table | None") -> None:
        """Close and open lists until an item of this depth can stand here, and write it."""
        depth = min(depth, len(lists) + 1)
        while len(lists) > depth:
            lists.pop()
            self.out.append("</li></ul>")
        if not depth or not isinstance(block, Block):
            return
        if len(lists) < depth:
            lists.append((self._origin("ul"), 0))
            self.out.append("<ul>")
        else:
            self.out.append("</li>")
        origin, items = lists[-1]
        lists[-1] = (origin, items + 1)
        self.places[f"{origin}, item {items + 1}"] = self.places[self._origin("li")] = block.place
        self.places.setdefault(origin, block.place)
        self.out.append(f"<li>{block.html}")

    def _element(self, tag: str, block: Block) -> None:
        self.places[self._origin(tag)] = block.place
        self.out.append(f"<{tag}>{block.html}</{tag}>")

    def _origin(self, tag: str) -> str:
        self._counts[tag] += 1
        return f"{tag} {self._counts[tag]}"
