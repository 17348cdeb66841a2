"""A description that came inside another format, in HTML or plain: its text, and its text with the addresses of its links."""

import html
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from fingerpost.readers.formats.pages.html.nodes import BLOCKS
from fingerpost.readers.values.text import normalise, squeeze
from fingerpost.readers.values.urls import resolve

MAX_SUMMARY = 1_000
_MAX_READ = 200_000
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--|<!\[CDATA\[")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "head", "title"})
_BREAKS = BLOCKS | {"br"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A description as people see it, and with each link's address behind its words."""

    text: str
    linked: str


def read_fragment(content: str, *, base: str | None = None) -> Fragment:
    """Return what a description says. At most its first 200,000 characters are read.

    >>> read_fragment('<p>Sign up <a href="/go">here</a></p>', base="https://example.org/").linked
    'Sign up here https://example.org/go'
    """
    content = _CDATA.sub(r"\1", content[:_MAX_READ])
    if not _MARKUP.search(content):
        text = _tidy(html.unescape(content) if _ENTITY.search(content) else content)
        return Fragment(text, text)
    parts = _parts(content, base)
    return Fragment(_tidy("".join(shown for shown, _ in parts)), _tidy("".join(linked for _, linked in parts)))


def plain_line(content: str) -> str:
    """Return a title or a name as one line of plain text.

    >>> plain_line("Safe <b>markets</b> &#8211; what works")
    'Safe markets – what works'
    """
    if "<" in content or "&" in content:
        content = read_fragment(content[:5_000]).text
    return squeeze(normalise(content[:5_000]))


def summary_of(text: str) -> str | None:
    """Return a description in one line of at most ``MAX_SUMMARY`` characters, ending with a whole word."""
    line = squeeze(text)
    if len(line) <= MAX_SUMMARY:
        return line or None
    return line[: MAX_SUMMARY - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _parts(content: str, base: str | None) -> list[tuple[str, str]]:
    body = LexborHTMLParser(content).body
    found: list[tuple[str, str]] = []
    if body is None:
        return found
    waiting: list[LexborNode | str] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(("\n", "\n") if node == "\n" else ("", f" {node} "))
        elif node.tag == "-text":
            text = re.sub(r"\s+", " ", node.text_content or "")
            found.append((text, text))
        elif node.tag not in _SILENT:
            waiting.extend(reversed(_inside(node, base)))
    return found


def _inside(node: LexborNode, base: str | None) -> list[LexborNode | str]:
    inner: list[LexborNode | str] = list(node.iter(include_text=True))
    if node.tag in _BREAKS:
        return ["\n", *inner, "\n"]
    address = resolve(node.attributes.get("href") or "", base) if node.tag == "a" else None
    return [*inner, address] if address and address not in (node.text() or "") else inner


def _tidy(text: str) -> str:
    lines = (squeeze(line) for line in normalise(text).split("\n"))
    return "\n".join(line for line in lines if line)
