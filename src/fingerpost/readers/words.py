"""The words of a document, without looking for records in them: to be searched."""

import re
from collections.abc import Callable, Iterator, Mapping

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.documents.pdf.pages import words_of_pages
from fingerpost.readers.formats.packages import Done, Package, kind_of, main_part, parse
from fingerpost.readers.formats.sniffing import is_old_office, is_other_office, is_package, is_pdf
from fingerpost.readers.values.text import MAX_BYTES, decode, normalise

#: Characters; of a longer document the beginning is enough.
MOST = 1_000_000
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml")
#: The elements that hold text, and those that end a line, by their local names.
_RUNS, _LINES = frozenset({"t"}), frozenset({"p", "br", "tr", "si", "h", "line-break", "table-row"})
_PARAGRAPHS = frozenset({"p", "h"})
#: Deleted text, what older programs see instead, comments.
_ASIDE = frozenset({"del", "moveFrom", "Fallback", "annotation", "tracked-changes", "rPh"})


def words_of(content: bytes, *, goes_on: Callable[[], bool] = lambda: True) -> str:
    """Return what a document says, at most ``MOST`` characters of it, line by line; "" for a kind without words.

    PDF, Office Open XML, OpenDocument and plain text are known by what is in them. What ``goes_on`` no longer allows is left
    out. Raises UnreadableSource for what is locked, damaged or too large.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableSource(
            f"The document is larger than {MAX_BYTES // 1_048_576} MB.",
            remedy="Split it, or save it with smaller pictures.",
        )
    if not content or is_old_office(content) or is_other_office(content):
        return ""
    if is_pdf(content):
        return _tidy(words_of_pages(content, most=MOST, goes_on=goes_on))
    if is_package(content):
        return _tidy(_words_of_package(Package(content), goes_on))
    return _tidy(decode(content).text[:MOST])


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in normalise(text).splitlines())
    return "\n".join(line for line in lines if line)[:MOST]


def _words_of_package(package: Package, goes_on: Callable[[], bool]) -> str:
    kind = kind_of(package)
    collected = _Words(goes_on, within=_PARAGRAPHS if kind in {"odt", "odp", "ods"} else _RUNS)
    for part in _parts(package, kind):
        parse(package.chunks(part), start=collected.start, end=collected.end, text=collected.text)
    return "".join(collected.found)


def _parts(package: Package, kind: str) -> Iterator[str]:
    """Return the parts that hold the text, in the order in which they are read."""
    if kind == "pptx":
        slides = [(int(found[1]), name) for name in package.names() if (found := _SLIDE.fullmatch(name))]
        wanted = [name for _number, name in sorted(slides)]
    elif kind == "docx":
        wanted = [main_part(package, "word/document.xml")]
    else:
        wanted = {"xlsx": ["xl/sharedStrings.xml"], "zip": []}.get(kind, ["content.xml"])
    return (part for part in wanted if package.has(part))


class _Words:
    """Collects the text within some elements."""

    def __init__(self, goes_on: Callable[[], bool], within: frozenset[str]) -> None:
        self.found: list[str] = []
        self._goes_on, self._within = goes_on, within
        self._depth = self._aside = self._size = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 -- as handlers are called
        self._aside += name in _ASIDE
        self._depth += name in self._within

    def end(self, name: str) -> None:
        self._aside -= name in _ASIDE
        self._depth -= name in self._within
        if self._aside:
            return
        if name in _LINES:
            self.found.append("\n")
            if self._size > MOST or not self._goes_on():
                raise Done
        elif name in {"tab", "tc", "table-cell", "s"}:
            self.found.append(" ")

    def text(self, text: str) -> None:
        if self._depth and not self._aside:
            self.found.append(text)
            self._size += len(text)
