"""XML parts, read as a stream: nothing is kept but what a handler keeps, no entity is expanded, nothing is fetched."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from xml.parsers import expat

from fingerpost.readers.errors import UnreadableSource

MAX_ELEMENTS = 6_000_000
MAX_DEPTH = 500  #: elements within elements; documents of many nested tables reach about 100
_MAX_BUFFER = 1 << 18

Start = Callable[[str, Mapping[str, str]], None]


@lru_cache(maxsize=4096)
def local(name: str) -> str:
    """A name without its prefix: the prefixes of office formats carry no meaning, and their namespaces differ by edition."""
    return name.rpartition(":")[2]


class Done(Exception):
    """A handler has seen enough of a part."""


def parse(chunks: Iterable[bytes], *, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Hand each element of a part to ``start`` and ``end``, by its local name, and the text between them to ``text``.

    Raises UnreadableSource for what is not well-formed, for a document type (no office format has one, and entities hide
    in it), for more than ``MAX_ELEMENTS`` elements and for nesting beyond ``MAX_DEPTH``. A handler may raise ``Done``.
    """
    parser = expat.ParserCreate()
    left, depth = MAX_ELEMENTS, 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal left, depth
        left, depth = left - 1, depth + 1
        if left < 0 or depth > MAX_DEPTH:
            raise UnreadableSource(
                f"The file has more than {MAX_ELEMENTS:,} elements, or more than {MAX_DEPTH} within each other.",
                remedy="Keep only the sheet or the pages that hold the listing, and save them as a file of their own.",
            )
        start(local(name), attributes)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    def refuse(*_: object) -> None:
        raise UnreadableSource(
            "The file declares a document type or entities of its own, which sheets and documents never do.",
            remedy="Save it again from the program that made it.",
        )

    parser.buffer_text = True
    parser.buffer_size = _MAX_BUFFER
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Done:
        return
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise UnreadableSource(
            "A part of the file is not well-formed: it is damaged, or it is locked by a password.",
            remedy="Open it in its own program and save it again, without a password.",
        ) from error
