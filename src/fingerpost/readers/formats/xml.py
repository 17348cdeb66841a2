"""XML from outside as a tree: mended where it can be, without expanding entities, without fetching anything, bounded in depth."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.values.text import decode, normalise

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = re.compile(r"<\?xml[^>]{0,400}\?>|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,10000}\])?\s*>", re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][a-zA-Z0-9]{1,30};)")
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Tree:
    """An opened document."""

    root: Any  #: lxml's element; None if nothing could be made of the text
    encoding: str
    broken_at: int | None  #: the first line that is not well-formed


def open_tree(
    content: bytes, *, what: str, base_url: str | None = None, mend: Callable[[str], str] | None = None
) -> Tree:
    """Return a document's tree. ``what`` names it in sentences: "feed"; ``mend`` repairs what its producers do wrong.

    Raises UnreadableSource for a document that declares entities of its own, and as ``check_bytes`` does.
    """
    decoded = decode(content)
    text = normalise(decoded.text, keep_wide_spaces=True)
    first = _FIRST_ELEMENT.search(text)
    if re.search(r"<!ENTITY", text[: first.start() if first else len(text)], re.IGNORECASE):
        raise UnreadableSource(
            f"The {what} declares entities of its own, which can make a small file fill the memory.",
            remedy=f"Ask its owner for a {what} without them, or save the page that it stands for.",
        )
    root, broken_at = _parse(_mended(text, mend), base_url)
    return Tree(root, decoded.encoding, broken_at)


def name_of(node: Any) -> str:
    """The name of an element without its namespace, in small letters."""
    # Not lxml's QName: it refuses the names that mended XML may hold, such as “:”.
    return node.tag.rpartition("}")[2].casefold() if isinstance(node.tag, str) else ""


def namespace_of(node: Any) -> str:
    return node.tag.rpartition("}")[0].lstrip("{") if isinstance(node.tag, str) else ""


def parts_of(node: Any, *names: str) -> Iterator[Any]:
    """The elements that stand directly in one; those with one of these names, if any are given."""
    return (part for part in node if isinstance(part.tag, str) and (not names or name_of(part) in names))


def text_of(node: Any) -> str:
    """All text within an element, in one line."""
    return " ".join("".join(node.itertext()).split())


def first_text(node: Any, *names: str) -> str:
    """The text of the first part that has one of these names and holds any; the names in the order of preference."""
    return next((found for name in names for part in parts_of(node, name) if (found := text_of(part))), "")


def _parse(text: str, base_url: str | None) -> tuple[Any, int | None]:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser, base_url=base_url)
    except (etree.XMLSyntaxError, ValueError):
        return None, None
    grave = [entry.line for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR and entry.domain_name != "NAMESPACE"]  # fmt: skip
    return root, grave[0] if grave else None


def _mended(text: str, mend: Callable[[str], str] | None) -> str:
    """Without what stands before the first tag, and with what XML does not know written so that it does."""
    begin = text.find("<")
    lines = "\n" * text.count("\n", 0, max(begin, 0))
    text = lines + _HEAD.sub(lambda found: "\n" * found.group().count("\n"), text[max(begin, 0) :])
    return "".join(_outside_cdata(mend(text) if mend else text))


def _outside_cdata(text: str) -> Iterator[str]:
    """The text in pieces, its entities mended but for what stands in CDATA; one that never closes is looked for once."""
    place = 0
    while (begin := text.find("<![CDATA[", place)) >= 0 and (stop := text.find("]]>", begin)) >= 0:
        yield _with_entities(text[place:begin])
        yield text[begin : stop + 3]
        place = stop + 3
    yield _with_entities(text[place:])


def _with_entities(text: str) -> str:
    if "&" not in text:
        return text
    text = _NAMED.sub(lambda found: html.unescape(found.group()), text)
    return _BARE.sub("&amp;", text)
