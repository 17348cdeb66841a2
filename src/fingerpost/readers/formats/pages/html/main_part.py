"""Which part of a page is its own: what its markup calls the main part, and the wide column beside a narrow one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.readers.formats.pages.html.nodes import HEADINGS, Node
from fingerpost.readers.formats.pages.html.shape import Sizes

_MIN_SHARE = 0.3  #: of the page's text; some themes call nothing but the picture on top the main part
_NARROW, _WIDE = 0.34, 0.6
_MIN_LINKS = 3
_WIDTH = re.compile(
    r"(?<![\w-])(?:vc_)?(?:col(?:-(?:xs|sm|md|lg|xl|xxl))?-|span|(?:large|medium|grid)[-_])(?P<twelfths>1[0-2]|[1-9])(?![\w-])"
    r"|(?<![\w-])(?:et_pb_column_|uk-width-(?:[a-z]+-)?|wp-block-column-)(?P<part>[1-5])[-_](?P<whole>[2-6])(?![\w-])"
    r"|(?<![\w-])elementor-col-(?P<percent>\d\d)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class MainPart:
    """The element that a page calls its main part, and the elements around that."""

    part: int | None = None
    around: frozenset[int] = frozenset()

    def leaves_out(self, node: Node) -> bool:
        """True for a neighbour of the main part or of an element around it."""
        return id(node.parent) in self.around and id(node) not in self.around and id(node) != self.part


def main_part(body: Node, sizes: Sizes) -> MainPart:
    """Return the page's main part; an empty one if the page does not single one out."""
    outermost: dict[int, list[Node]] = {}
    for node in body.walk():
        if node.tag == "main" or node.attrs.get("role") == "main":
            above = list(_above(node))
            if not any(id(one) in outermost for one in above):
                outermost[id(node)] = above
    if len(outermost) != 1:
        return MainPart()
    ((part, above),) = outermost.items()
    if sizes.text[part] < _MIN_SHARE * sizes.text[id(body)]:
        return MainPart()
    return MainPart(part, frozenset(map(id, above)))


def _above(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def is_side_column(node: Node, sizes: Sizes) -> bool:
    """True for a narrow column of links beside the wide column that holds the page's own content."""
    if (width := column_width(node)) is None or width > _NARROW or node.parent is None:
        return False
    beside = [one for one in node.parent.elements() if one is not node and sizes.text[id(one)]]
    if len(beside) != 1 or (column_width(beside[0]) or 0) < _WIDE:
        return False
    if sizes.text[id(beside[0])] < 1.5 * sizes.text[id(node)]:
        return False
    links = sum(1 for _ in node.find("a"))
    return links >= _MIN_LINKS and any(True for _ in node.find(*HEADINGS)) and not any(True for _ in node.find("h1"))


def column_width(node: Node) -> float | None:
    """The part of its row that a column takes, by the class that a grid of columns gives it."""
    found = [_fraction(match) for match in _WIDTH.finditer(node.attrs.get("class", ""))]
    return max(found, default=None)


def _fraction(match: re.Match[str]) -> float:
    if match["twelfths"]:
        return int(match["twelfths"]) / 12
    return int(match["percent"]) / 100 if match["percent"] else int(match["part"]) / int(match["whole"])
