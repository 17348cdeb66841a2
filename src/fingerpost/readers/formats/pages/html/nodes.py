"""The elements of a page as the Reader walks them: a light tree, free of scripts and bounded in depth."""

from collections.abc import Iterator
from dataclasses import dataclass, field

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "dl", "menu"})


@dataclass(eq=False, slots=True)
class Node:
    """One element: what stands in it, and its number among the elements of its name in the page."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    parent: "Node | None" = None
    number: int = 0
    marks: str = ""  #: class, id and role in lower case: what the page's own layout calls this element
    is_related: bool = False  #: it stands under "Related posts" or the like

    @property
    def origin(self) -> str:
        return f"{self.tag} {self.number}"

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS

    def elements(self) -> "list[Node]":
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> "Iterator[Node]":
        """Yield this element and every element inside it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend([child for child in reversed(node.children) if child.__class__ is Node])

    def find(self, *tags: str) -> "Iterator[Node]":
        return (node for node in self.walk() if node.tag in tags and node is not self)

    def text(self, limit: int = 100_000) -> str:
        """Return what a reader sees, in one line with single spaces."""
        if len(self.children) == 1 and isinstance(only := self.children[0], str):
            return " ".join(only.split())
        parts: list[str] = []
        size = 0
        stack: list[Node | str] = [self]
        while stack and size < limit:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
                size += len(node)
                continue
            if node.is_block or node.tag == "br":
                parts.append(" ")
                stack.append(" ")
            stack.extend(reversed(node.children))
        return " ".join("".join(parts).split())

    def has_text(self) -> bool:
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Node):
                stack.extend(node.children)
            elif node.strip():
                return True
        return False

    def inherited(self, name: str) -> str | None:
        """The value of an attribute here or on the nearest element around."""
        node: Node | None = self
        while node is not None:
            if value := node.attrs.get(name):
                return value
            node = node.parent
        return None


def heading_level(node: Node) -> int | None:
    """1 to 6 for a heading, by its element or by its ``role``; None for anything else."""
    if node.tag in HEADINGS:
        return int(node.tag[1])
    if node.attrs.get("role") == "heading":
        level = node.attrs.get("aria-level", "")
        return int(level) if level.isdecimal() and 1 <= int(level) <= 6 else 2
    return None


def group(children: "list[Node | str]", *, around: Node) -> Node:
    """Return an element that stands in no page: some neighbours taken together, as if a ``div`` held them."""
    first = next((child for child in children if isinstance(child, Node)), around)
    return Node(first.tag, {}, children, around, first.number, "")
