"""The pages of a PDF as PDFium sees them: each letter with its box and its link, and the lines that are drawn."""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from fingerpost.readers.errors import UnreadableSource

MAX_PAGES = 300
MAX_LETTERS = 600_000
_MAX_LINKS = 2_000  #: of a page
_MAX_DRAWN = 20_000  #: things drawn on a page
_MAX_ADDRESS = 2_048
_THIN = 2.5  #: points; what is drawn no wider is a line
_DOT = 9.0  #: points; no bullet is larger
_MAX_CONTROL = 0x20
_LOCK = Lock()  #: PDFium works for one thread at a time


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    address: str = ""
    is_bold: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A straight line, or one side of a box."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def is_level(self) -> bool:
        return self.top - self.bottom <= self.right - self.left


@dataclass(slots=True)
class PdfPage:
    number: int
    letters: list[Letter] = field(default_factory=list)  #: in the order in which they were written
    drawn: list[Drawn] = field(default_factory=list)
    dots: list[Drawn] = field(default_factory=list)  #: small and about as wide as high: the bullets that are drawn
    has_pictures: bool = False


def open_pages(content: bytes) -> list[PdfPage]:
    """Return the pages of a PDF. Raises UnreadableSource if it is locked, damaged or too long."""
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise _refused(error) from error
        with closing(document):
            count = len(document)
            if count > MAX_PAGES:
                raise UnreadableSource(
                    f"The PDF has {count:,} pages; a Reader takes up to {MAX_PAGES}.",
                    remedy="Save only the pages that hold the listing.",
                )
            return _pages(document, count)


def words_of_pages(content: bytes, *, most: int, goes_on: Callable[[], bool]) -> str:
    """Return the text of a PDF in its own order, page by page, at most so many characters and as long as it may go on.

    Raises UnreadableSource if it is locked or damaged.
    """
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise _refused(error) from error
        found: list[str] = []
        left = most
        with closing(document):
            for number in range(len(document)):
                if left < 0 or not goes_on():
                    break
                found.append(_words_of_page(document, number, most))
                left -= len(found[-1])
        return "\n".join(found)


def _words_of_page(document: Any, number: int, most: int) -> str:
    try:
        text = document[number].get_textpage()
    except pypdfium2.PdfiumError:
        return ""  # a broken page among whole ones
    with closing(text):
        return str(text.get_text_range(count=min(text.count_chars(), most)))


def _pages(document: Any, count: int) -> list[PdfPage]:
    found: list[PdfPage] = []
    left = MAX_LETTERS
    for number in range(count):
        try:
            page = _page(document, number, left)
        except pypdfium2.PdfiumError:
            page = PdfPage(number + 1)  # a broken page among whole ones
        left -= len(page.letters)
        if left < 0:
            raise UnreadableSource(
                f"The PDF holds more than {MAX_LETTERS:,} letters.", remedy="Save only the pages that hold the listing."
            )
        found.append(page)
    return found


def _refused(error: pypdfium2.PdfiumError) -> UnreadableSource:
    if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return UnreadableSource(
            "The PDF is protected by a password.", remedy="Open it, and print or save it as a PDF without a password."
        )
    return UnreadableSource("The PDF is damaged or cut off.", remedy="Download or copy it again, whole.")


def _page(document: Any, number: int, most: int) -> PdfPage:
    page = document[number]
    text = page.get_textpage()
    try:
        found = PdfPage(number + 1, list(_letters(text, list(_links(document, page)), most)))
        _take_drawn(found, page)
        return found
    finally:
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Link:
    left: float
    right: float
    bottom: float
    top: float
    address: str


def _links(document: Any, page: Any) -> Iterator[_Link]:
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        box = pdfium.FS_RECTF()
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < size <= _MAX_ADDRESS:
            continue
        address = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, address, size)
        low, high = sorted((box.bottom, box.top))
        yield _Link(box.left, box.right, low, high, address.value.decode("utf-8", "replace"))


def _letters(text: Any, links: list[_Link], most: int) -> Iterator[Letter]:
    count = pdfium.FPDFText_CountChars(text)
    box = pdfium.FS_RECTF()
    bold, size = False, 0.0
    half = ""
    for place in range(min(count, most + 1)):
        code = pdfium.FPDFText_GetUnicode(text, place)
        if code < _MAX_CONTROL or not pdfium.FPDFText_GetLooseCharBox(text, place, box):
            continue
        letter, half = _joined(half, code)
        if not letter:
            continue
        base, now = _set_on(text, place, box)
        if abs(now - size) > 0.1 or letter == " ":
            bold, size = _is_bold(text, place + (letter == " ")), now
        # Fonts measure their letters differently: where a line stands is told by its base and its size alone.
        low, high = base - 0.2 * now, base + 0.8 * now
        x, y = (box.left + box.right) / 2, (low + high) / 2
        address = next((one.address for one in links if one.left - 1 <= x <= one.right + 1 and one.bottom - 1 <= y <= one.top + 1), "") if links else ""  # fmt: skip
        yield Letter(letter, box.left, box.right, low, high, address, bold)


def _set_on(text: Any, place: int, box: Any) -> tuple[float, float]:
    """The height on the page of the line that a letter is set on, and the size of its font as it is drawn."""
    x, y, matrix = ctypes.c_double(0), ctypes.c_double(0), pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, place)
    if pdfium.FPDFText_GetMatrix(text, place, matrix):
        size *= math.hypot(matrix.b, matrix.d)
    if not pdfium.FPDFText_GetCharOrigin(text, place, x, y) or not 1 <= size <= 1_000:
        low, high = sorted((box.bottom, box.top))
        return low, max(high - low, 1.0)
    return y.value, size


def _joined(half: str, code: int) -> tuple[str, str]:
    """Letters beyond the first plane come as two halves (UTF-16)."""
    if 0xD800 <= code <= 0xDBFF:
        return "", chr(code)
    if 0xDC00 <= code <= 0xDFFF:
        return ((half + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if half else ""), ""  # fmt: skip
    return _plain(chr(code) if code < 0x110000 else "\ufffd"), ""


def _plain(letter: str) -> str:
    """A letter without the form that it takes between others: ligatures, Arabic presentation forms, radicals."""
    if "\ufb00" <= letter <= "\ufefc" or "\u2e80" <= letter <= "\u2fdf":
        return unicodedata.normalize("NFKC", letter)
    return letter


def _is_bold(text: Any, place: int) -> bool:
    name, flags = ctypes.create_string_buffer(120), ctypes.c_int(0)
    pdfium.FPDFText_GetFontInfo(text, place, name, 120, flags)
    lowered = name.value.lower()
    return any(word in lowered for word in (b"bold", b"black", b"heavy", b"-bd", b"demi"))


def _take_drawn(found: PdfPage, page: Any) -> None:
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    for number, thing in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if number >= _MAX_DRAWN:
            break
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.has_pictures = True
            continue
        left, bottom, right, top = thing.get_bounds()
        width, height = right - left, top - bottom
        if max(width, height) <= _DOT and min(width, height) * 2 > max(width, height) > 1:
            found.dots.append(Drawn(left, right, bottom, top))
        else:
            found.drawn.extend(_sides(left, bottom, right, top))


def _sides(left: float, bottom: float, right: float, top: float) -> list[Drawn]:
    if right - left <= _THIN or top - bottom <= _THIN:
        return [Drawn(left, right, bottom, top)]
    return [Drawn(left, right, y, y) for y in (bottom, top)] + [Drawn(x, x, bottom, top) for x in (left, right)]
