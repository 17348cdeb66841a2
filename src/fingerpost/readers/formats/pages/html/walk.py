"""The walk through a page: where its outline goes, which elements are items, which are only text or furniture."""

from dataclasses import dataclass, field, replace

from fingerpost.readers.formats.pages.html import listings
from fingerpost.readers.formats.pages.html.boilerplate import boilerplate_reason
from fingerpost.readers.formats.pages.html.fields import Fields, is_like_place
from fingerpost.readers.formats.pages.html.grid import is_wide
from fingerpost.readers.formats.pages.html.item import read_item
from fingerpost.readers.formats.pages.html.kinds import Shape, Surroundings, is_named, kind_of
from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.main_part import MainPart, is_side_column
from fingerpost.readers.formats.pages.html.nodes import LISTS, Node, heading_level
from fingerpost.readers.formats.pages.html.paragraphs import read_paragraphs
from fingerpost.readers.formats.pages.html.scope import GROUP, PSEUDO, Outline, names_section
from fingerpost.readers.formats.pages.html.shape import (
    Sizes,
    accordion_title,
    heading_of,
    is_tab_panel,
    lines_and_unity,
)
from fingerpost.readers.formats.pages.html.vocabulary import action_of, label_of
from fingerpost.readers.types import Entry, Kind
from fingerpost.readers.values.names import Names

_INLINE_RUN = frozenset({"p", "br", "blockquote", "center", "address", "pre"})
_MAX_RECURSION = 150
_MIN_WAY = 6
_MAX_BEFORE_WAY = 40


@dataclass(slots=True)
class Item:
    """Something that is a record, and where it stands."""

    fields: Fields
    kind: Kind
    origin: str
    section: str | None
    text: str
    language: str | None
    is_named: bool = True  #: something beside its own words and a day says what kind of thing it is


@dataclass(slots=True)
class Page:
    """What the walk knows of the whole page, and what it has found."""

    outline: Outline
    sizes: Sizes
    known: Names
    base: str | None
    kinds: tuple[Kind, ...]
    is_named_list: bool  #: its name says no more than the kind of what it lists
    title_texts: frozenset[str]
    tabs: dict[str, str]
    main: MainPart
    items: list[Item] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    posts: set[int] = field(default_factory=set)  #: elements that another part of the Reader has taken

    def fields(self) -> Fields:
        return Fields(self.outline.now, self.known, self.base)

    def around(
        self, shape: Shape, *, is_list: bool, columns: tuple[Kind, ...] = (), has_peers: bool = False
    ) -> Surroundings:
        return Surroundings(
            columns=columns,
            sections=self.outline.kinds,
            under_list_name=self.outline.is_in_named_list,
            page=self.kinds,
            page_is_list=self.is_named_list,
            shape=shape,
            is_list=is_list,
            has_peers=has_peers,
        )

    def offer(self, fields: Fields, node: Node, origin: str, text: str, around: Surroundings) -> bool:
        """Keep an item if it is a record; the caller says what it is otherwise."""
        day = self.outline.now.group_day() if fields.when is None and not fields.impossible else None
        if day and fields.lead and fields.url:
            fields.take_group_day(day)
        kind = kind_of(fields, around)
        if kind is None:
            return False
        if day and fields.when is None and kind == "event":
            fields.take_group_day(day)
        if kind == "measure" and fields.place is None and is_like_place(self.outline.section or "", self.known):
            fields.place = self.outline.section
        language = fields.language or node.inherited("lang")
        named = is_named(fields, around)
        self.items.append(Item(fields, kind, origin, self.outline.section, text, language, named))
        self.entries.append(Entry(origin=origin, fate="read", text=text[:200], reason=kind))
        return True

    def ignore(self, origin: str, text: str, reason: str) -> None:
        if text.strip():
            self.entries.append(Entry(origin=origin, fate="ignored", text=text[:200], reason=reason))

    def leave_unread(self, origin: str, text: str, reason: str) -> None:
        self.entries.append(Entry(origin=origin, fate="unread", text=text[:200], reason=reason))


class Walk:
    """Goes through the page in its order, outermost elements first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._total = 1

    def run(self, body: Node) -> None:
        self._total = max(self.page.sizes.text[id(body)], 1)
        self._sequence(list(body.children), body)

    # Neighbours, headings and what they head

    def _sequence(self, children: "list[Node | str]", around: Node) -> None:
        children = self._opened(children)
        runs = self._runs(children)
        fewest = 1 if any(self._ways_below(content) > 1 for heading, content in runs if heading) else 2
        for heading, content in runs:
            if heading is None:
                self._flow(content, around)
            elif not self._headed_item(heading, content, alone=len(runs) < 3, fewest=fewest):
                self._enter(heading)
                deeper = [child for child in content if isinstance(child, Node) and heading_of(child, self.page.sizes)]
                (self._sequence if deeper else self._flow)(content, around)

    def _opened(self, children: "list[Node | str]") -> "list[Node | str]":
        """Drop empty text, and open a wrapper that holds all there is."""
        for _ in range(_MAX_RECURSION):
            kept = [child for child in children if isinstance(child, Node) or child.strip()]
            only = kept[0] if len(kept) == 1 else None
            if (
                not isinstance(only, Node)
                or only.tag not in ("div", "section", "main", "form", "span", "article")
                or self._special(only)
            ):
                return kept
            if heading_of(only, self.page.sizes) or self._chrome(only):
                return kept
            children = only.children
        return children

    def _special(self, node: Node) -> bool:
        return id(node) in self.page.posts or is_tab_panel(node) or accordion_title(node, self.page.sizes) is not None

    def _runs(self, children: "list[Node | str]") -> "list[tuple[Node | None, list[Node | str]]]":
        """Cut neighbours at their highest headings."""
        sizes = self.page.sizes
        heads = {
            id(child): head
            for child in children
            if isinstance(child, Node) and not self._chrome(child) and (head := heading_of(child, sizes))
        }
        if not heads:
            return [(None, children)]
        top = min(heading_level(head) or 6 for head in heads.values())
        runs: list[tuple[Node | None, list[Node | str]]] = [(None, [])]
        for child in children:
            head = heads.get(id(child))
            if head is not None and heading_level(head) == top:
                runs.append((head, []))
            else:
                runs[-1][1].append(child)
        return [run for run in runs if run[0] is not None or run[1]]

    def _enter(self, heading: Node) -> None:
        text = heading.text(300)
        is_title = self._is_page_title(heading)
        self.page.outline.enter(heading_level(heading) or 6, text, is_page_title=is_title)
        if not is_title:
            self.page.ignore(heading.origin, text, "heading")

    def _is_page_title(self, heading: Node) -> bool:
        return heading.text(300).casefold() in self.page.title_texts

    def _headed_item(self, heading: Node, content: "list[Node | str]", *, alone: bool, fewest: int) -> bool:
        """A heading that is the title of what follows it.

        ``fewest`` linked entries make what follows a list: one is enough where a heading beside this one heads several.
        """
        page = self.page
        if (
            not content
            or self._is_page_title(heading)
            or any(isinstance(node, Node) and (node.tag == "table" or self._holds_table(node)) for node in content)
        ):
            return False
        text = heading.text(300)
        if not any(node.attrs.get("href") for node in heading.walk()) and (
            names_section(text, page.outline.now)
            or is_like_place(text, page.known)
            or self._ways_below(content) >= fewest
        ):
            return False
        nodes = [node for node in content if not (isinstance(node, Node) and self._chrome(node))]
        lines, is_one = lines_and_unity([heading, *nodes], page.outline.now, page.sizes)
        if not is_one:
            return False
        fields = read_item(lines, page.fields())
        page.outline.leave(heading_level(heading) or 6)
        return page.offer(fields, heading, heading.origin, _text(lines), page.around("headed", is_list=not alone))

    def _ways_below(self, content: "list[Node | str]") -> int:
        """How many linked entries follow a heading; what is too large for one item needs no counting."""
        return _most_ways(content) if self.page.sizes.can_be_item(*content) else 0

    def _holds_table(self, node: Node) -> bool:
        return self.page.sizes.can_be_item(node) and any(is_wide(table) for table in node.find("table"))

    # Neighbours without headings

    def _flow(self, children: "list[Node | str]", around: Node) -> None:
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, str) or self._is_inline(child):
                run.append(child)
                continue
            if run:
                read_paragraphs(self.page, run, around, before=child)
                run = []
            self._element(child)
        if run:
            read_paragraphs(self.page, run, around, before=None)

    def _is_inline(self, node: Node) -> bool:
        """True for what stands in a paragraph, and for a ``div`` that is one in all but name."""
        if (node.is_block and node.tag not in _INLINE_RUN and node.tag != "div") or heading_of(node, self.page.sizes):
            return False
        if self._special(node) or node.tag == "details" or self._chrome(node):
            return False
        inner = (child for child in node.walk() if child is not node)
        return not any((child.is_block and child.tag not in _INLINE_RUN) or child.tag == "details" for child in inner)

    def _element(self, node: Node) -> None:
        page = self.page
        if id(node) in page.posts or not page.sizes.text[id(node)]:
            return
        if reason := self._chrome(node):
            page.ignore(node.origin, node.text(400), reason)
        elif node.tag == "figcaption":
            page.ignore(node.origin, node.text(400), "the caption of a picture")
        elif node.tag == "table":
            listings.read_table(self, node)
        elif node.tag == "dl":
            listings.read_definitions(self, node)
        elif node.tag in LISTS:
            listings.read_list(self, node)
        elif node.tag == "details":
            self._details(node)
        elif title := accordion_title(node, page.sizes):
            page.outline.enter(PSEUDO, title)
            page.ignore(node.origin, title, "heading")
        elif heading := heading_of(node, page.sizes):
            self._enter(heading)
        else:
            self._block(node)

    def _block(self, node: Node) -> None:
        page = self.page
        tab = (
            page.tabs.get(node.attrs.get("id", "")) or page.tabs.get(node.attrs.get("aria-labelledby", ""))
            if is_tab_panel(node) or node.attrs.get("id", "") in page.tabs
            else None
        )
        if tab:
            page.outline.enter(PSEUDO, tab)
        if not tab and self.card(node, is_list=True):
            return
        self._sequence(list(node.children), node)

    def card(self, node: Node, *, is_list: bool) -> bool:
        """Take an element as one item if it is one."""
        page = self.page
        if node.tag == "figure" and not any(True for _ in node.find("a", "table")):
            return False
        if not page.sizes.can_be_item(node) or any(self._is_no_part_of_item(inner) for inner in node.walk()):
            return False
        lines, is_one = lines_and_unity([node], page.outline.now, page.sizes)
        if not is_one:
            return False
        fields = read_item(lines, page.fields())
        return page.offer(fields, node, node.origin, _text(lines), page.around("card", is_list=is_list))

    def _is_no_part_of_item(self, node: Node) -> bool:
        if node.tag == "nav" or node.attrs.get("role") in ("navigation", "tablist", "search"):
            return True
        if node.tag == "table" and is_wide(node):
            return True
        return heading_level(node) is not None and self._is_page_title(node)

    def _details(self, node: Node) -> None:
        summary = next((child for child in node.elements() if child.tag == "summary"), None)
        rest = [child for child in node.children if child is not summary]
        if summary is not None:
            text = summary.text(300)
            lines, is_one = lines_and_unity([summary, *rest], self.page.outline.now, self.page.sizes)
            if is_one and not names_section(text, self.page.outline.now):
                lead = lines_of(summary)
                fields = read_item([_as_heading(line) for line in lead] + lines[len(lead) :], self.page.fields())
                if self.page.offer(fields, node, node.origin, _text(lines), self.page.around("headed", is_list=True)):
                    return
            self.page.outline.enter(PSEUDO, text)
            self.page.ignore(summary.origin, text, "heading")
        self._sequence(rest, node)
        self.page.outline.leave(PSEUDO)

    def inside(self, node: Node, group: str | None) -> None:
        """Go on within an entry that holds a collection of its own, under its heading."""
        if group:
            self.page.outline.enter(GROUP, group)
        self._sequence(list(node.children), node)
        if group:
            self.page.outline.leave(GROUP)

    def _chrome(self, node: Node) -> str | None:
        page = self.page
        share = page.sizes.text[id(node)] / self._total
        if reason := boilerplate_reason(
            node, share=share, depth_in_content=node.tag in ("footer", "header") and _in_content(node)
        ):
            return reason
        if page.main.leaves_out(node):
            return "outside the page's main part"
        return "a sidebar" if is_side_column(node, page.sizes) else None


def _most_ways(content: "list[Node | str]") -> int:
    """How many entries, of the longest list in what follows a heading, lead to something of their own."""
    lists = [one for node in content if isinstance(node, Node) for one in node.walk() if one.tag in ("ul", "ol")]
    return max((len(_ways(one)) for one in lists), default=0)


def _ways(node: Node) -> set[str]:
    """The first link of each entry, where it names something and nothing but a date or a label stands before it."""
    found: set[str] = set()
    for entry in node.elements():
        link = next((one for one in entry.find("a") if one.attrs.get("href")), None)
        if link is None or not (name := link.text(200)) or action_of(name) or len(name) < _MIN_WAY:
            continue
        before = entry.text(400).partition(name)[0]
        if len(before) <= _MAX_BEFORE_WAY and not label_of(before.strip()):
            found.add(link.attrs["href"])
    return found


def _in_content(node: Node) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("main", "article", "li", "td") or (
            above.tag == "section" and above.parent is not None and above.parent.tag != "body"
        ):
            return True
        above = above.parent
    return False


def _as_heading(line: Line) -> Line:
    return Line([replace(piece, heading=4) for piece in line.pieces], line.block, line.gap)


def _text(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines)[:2_000]
