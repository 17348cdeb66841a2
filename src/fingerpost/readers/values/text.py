"""Bytes to text: which encoding, which characters mean nothing, and what is not text at all."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from fingerpost.readers.errors import UnreadableSource

MAX_BYTES = 50 * 1024 * 1024
_SNIFFED_BYTES = 4096
_GUESSED_BYTES = 200_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)
_ENCODINGS_TRIED = (
    "utf_8", "cp1252", "cp949", "shift_jis", "euc_jp", "gb18030", "big5", "cp874", "cp1251",
    "koi8_r", "cp1256",
)  # fmt: skip
_DOUBLE_BYTE = frozenset({"cp949", "shift_jis", "cp932", "euc_jp", "euc_kr", "gb18030", "johab"})
#: Characters that are drawn as nothing: soft hyphen, zero-width marks, directional marks, BOM inside the text.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
#: C0 and C1 controls that are neither line break nor tab.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WIDE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Letters and digits that posts borrow from mathematics to look bold or slanted.
_STYLED = re.compile("[\U0001d400-\U0001d7ff]+")
_SPACES = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the encoding it was written in."""

    text: str
    encoding: str


def check_bytes(content: bytes) -> None:
    """Refuse what no text Reader can open: empty, larger than ``MAX_BYTES``, or binary. Raises UnreadableSource."""
    if len(content) > MAX_BYTES:
        raise UnreadableSource(
            f"The source is {len(content) / 1_048_576:.0f} MB large; a Reader takes up to {MAX_BYTES // 1_048_576} MB.",
            remedy="Save only the page that holds the listing, or split the file.",
        )
    head = content[:_SNIFFED_BYTES]
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00") and not content.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise UnreadableSource("The source is empty.", remedy="Check that the page was saved with its content.")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise UnreadableSource(
                f"The source is {what}, not a page or a text.", remedy="Save the page as HTML or as plain text."
            )
    if _bom(head) is None and _wide_encoding(head) is None and _looks_binary(content):
        raise UnreadableSource(
            "The source holds binary data, not a page or a text.", remedy="Save the page as HTML or as plain text."
        )


def decode(content: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of some bytes.

    A byte-order mark wins, then UTF-8 if the bytes are valid UTF-8, then what is declared (by the caller, or in the
    first 4 kB as HTML and XML do), then the likeliest encoding. Bytes that cannot be read become U+FFFD.
    Raises UnreadableSource as ``check_bytes`` does.
    """
    check_bytes(content)
    head = content[:_SNIFFED_BYTES]
    if bom := _bom(head):
        mark, encoding = bom
        return Decoded(content[len(mark) :].decode(encoding, "replace"), encoding)
    if wide := _wide_encoding(head):
        return Decoded(content.decode(wide, "replace"), wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(head)
    for name in (declared, found and found[1].decode("ascii")):
        if name and (text := _decode_strictly(content, name)) is not None:
            return Decoded(text, codecs.lookup(name).name)
    return _decode_by_guess(content)


def normalise(text: str, *, keep_wide_spaces: bool = False) -> str:
    r"""Return text with ``\n`` for every line break, plain letters, and without invisible or control characters.

    No-break and other wide spaces become plain ones unless ``keep_wide_spaces``: a flattened page may have nothing
    else between two cells.

    >>> normalise("a\u00a0b\r\nc\u200bd")
    'a b\ncd'
    """
    text = _LINE_BREAK.sub("\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return text if keep_wide_spaces else _WIDE_SPACE.sub(" ", text)


def squeeze(text: str) -> str:
    """Return one line of text with single spaces and no space at its ends."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Return a cell or a label as one line without invisible characters, at once where there is nothing to do."""
    if not text.isprintable():
        text = normalise(text)
    return (
        " ".join(text.split())
        if "  " in text or text[:1].isspace() or text[-1:].isspace() or "\n" in text or "\t" in text
        else text
    )


def _bom(head: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), None)


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly Latin text is zero."""
    sample = head[: len(head) // 2 * 2]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd == 0 else None


def _looks_binary(content: bytes) -> bool:
    """Zero bytes, or controls in more than one byte of twenty, at the beginning or anywhere sampled."""
    size = len(content)
    starts = {0, size // 2, max(size - _SNIFFED_BYTES, 0)}
    for start in starts:
        sample = content[start : start + _SNIFFED_BYTES]
        controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
        if sample.count(0) or controls > len(sample) / 20:
            return True
    return False


def _decode_strictly(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _decode_by_guess(content: bytes) -> Decoded:
    if _mostly_utf8(content):
        return Decoded(content.decode("utf-8", "replace"), "utf-8")
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- slow import, and seldom needed

    best = from_bytes(content[:_GUESSED_BYTES], cp_isolation=list(_ENCODINGS_TRIED)).best()
    encoding = best.encoding if best else "cp1252"
    if encoding not in _DOUBLE_BYTE and _is_simplified_chinese(content[:_GUESSED_BYTES]):
        encoding = "gb18030"
    return Decoded(content.decode(encoding, "replace"), codecs.lookup(encoding).name)


def _is_simplified_chinese(content: bytes) -> bool:
    """Chinese prose keeps to the first level of GB 2312, rows B0 to D7; bytes of an alphabet scatter beyond it."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [character.encode("gb18030") for character in text if ord(character) > 0x7F]
    common = sum(
        len(pair) == 2 and (0xB0 <= pair[0] <= 0xD7 or 0xA1 <= pair[0] <= 0xA3) and pair[1] >= 0xA1 for pair in wide
    )
    return len(wide) >= 6 and common > 0.9 * len(wide)


def _mostly_utf8(content: bytes) -> bool:
    """One damaged character does not make a UTF-8 page something else."""
    sample = content[:_GUESSED_BYTES]
    damaged = sample.decode("utf-8", "replace").count("\ufffd")
    intact = sum(first >= 0xC2 and 0x80 <= second <= 0xBF for first, second in pairwise(sample))
    return damaged * 10 < intact
