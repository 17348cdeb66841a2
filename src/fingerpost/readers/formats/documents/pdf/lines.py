"""Letters to pieces of text that stand together, and pieces to the lines of a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fingerpost.readers.formats.documents.blocks import Inline
from fingerpost.readers.formats.documents.pdf.pages import Drawn, Letter

BULLET = re.compile(r"\s*(?:[•◦▪▫●○■□‣⁃∙·➢➤►✓✔*\uf0a7\uf0b7\uf0d8\uf076]|[-–—](?=\s|$)|o(?=\s{2}|\u00a0|$))\s*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u9fff\uff01-\uff60]")
_MAX_DOTS = 500  #: of a page; more are a drawing
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ALEFS = frozenset("اأإآ")
_SPACE = 0.22  #: heights; what stands closer is one word
_GAP = 1.4  #: heights of a letter; what stands further apart belongs to another cell


@dataclass(slots=True)
class Piece:
    """Letters that follow each other on one line without a wide gap."""

    letters: list[Letter] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    size: float = 0.0  #: height of most of its letters; fonts that stand in for others differ
    line: int = 0  #: number of its line on the page, from 1

    @property
    def text(self) -> str:
        return " ".join("".join(letter.text for letter in self.letters).split())

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def is_bold(self) -> bool:
        return all(letter.is_bold for letter in self.letters if not letter.text.isspace())


def pieces_of(letters: Sequence[Letter]) -> list[Piece]:
    """Return the pieces of a page in the order in which they were written."""
    found: list[Piece] = []
    here: list[Letter] = []
    before: Letter | None = None
    for letter in letters:
        if letter.text.isspace():
            # Many spaces are made up where a gap is, so they have no size of their own.
            if here:
                here.append(letter)
            continue
        if before is not None and here and _parts(before, letter):
            found.append(_piece(here))
            here = []
        here.append(letter)
        before = letter
    if here:
        found.append(_piece(here))
    return _with_bullets([piece for piece in found if piece.text])


def _with_bullets(pieces: list[Piece]) -> list[Piece]:
    """Join a bullet, or the number of an item, to the text behind it, however far that stands."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and BULLET.fullmatch(before.text) and abs(before.middle - piece.middle) < 0.6 * piece.height and 0 < piece.left - before.right < 4 * piece.height:  # fmt: skip
            space = Letter(" ", before.right, piece.left, piece.bottom, piece.top)
            found[-1] = _piece([*before.letters, space, *piece.letters])
            # The sign is often of another size than the text.
            found[-1].bottom, found[-1].top, found[-1].size = piece.bottom, piece.top, piece.size
        else:
            found.append(piece)
    return found


def with_dots(pieces: Sequence[Piece], dots: Sequence[Drawn]) -> None:
    """Put a bullet before the pieces that one is drawn in front of."""
    if len(dots) > _MAX_DOTS:
        return
    for piece in pieces:
        before = [dot for dot in dots if -1 <= piece.left - dot.right < 2.5 * piece.size and abs((dot.bottom + dot.top) / 2 - piece.middle) < 0.5 * piece.size]  # fmt: skip
        if before:
            dot = Letter("•", before[0].left, before[0].right, piece.bottom, piece.top)
            piece.letters[:0] = [dot, Letter(" ", dot.right, piece.left, piece.bottom, piece.top)]
            piece.left = dot.left


def cut(piece: Piece, borders: Sequence[float]) -> list[Piece]:
    """Return a piece cut at the upright lines that it crosses."""
    inside = [border for border in borders if piece.left + 1 < border < piece.right - 1]
    if not inside:
        return [piece]
    groups: dict[int, list[Letter]] = {}
    for letter in piece.letters:
        groups.setdefault(sum((letter.left + letter.right) / 2 > border for border in inside), []).append(letter)
    return [part for _, group in sorted(groups.items()) if (part := _piece(group)).text]


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the lines of a page from top to bottom, their pieces from left to right."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.middle, one.left)):
        last = found[-1][0] if found else None
        if last is not None and last.middle - piece.middle < 0.4 * min(last.height, piece.height):
            found[-1].append(piece)
        else:
            found.append([piece])
    for line in found:
        line.sort(key=lambda one: one.left)
    return found


def numbered(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Tell each piece the number of its line, and return the lines."""
    for number, line in enumerate(lines, start=1):
        for piece in line:
            piece.line = number
    return lines


def in_order(line: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a line as they are read: from the right in scripts that are written so."""
    from_right = _is_from_right([letter for piece in line for letter in piece.letters])
    return sorted(line, key=lambda one: -one.right if from_right else one.left)


def _is_from_right(letters: Sequence[Letter]) -> bool:
    alphabetic = [letter.text for letter in letters if letter.text[:1].isalpha()]
    return sum(bool(_FROM_RIGHT.match(text)) for text in alphabetic) * 2 > len(alphabetic)


def _read_from_right(letters: Sequence[Letter]) -> list[Letter]:
    """Letters by where they stand: programs write them in either order. Numbers and Latin words keep their own."""
    solid = sorted((letter for letter in letters if not letter.text.isspace()), key=lambda one: -(one.left + one.right))
    found: list[Letter] = []
    run: list[Letter] = []
    for letter in solid:
        if run and (_FROM_RIGHT.match(letter.text) or run[-1].left - letter.right > _SPACE * letter.height):
            found.extend(reversed(run))
            run = []
        before = min((one.left for one in (*found[-1:], *run[-1:])), default=letter.left)
        if found and before - letter.right > _SPACE * letter.height:
            found.append(Letter(" ", letter.right, before, letter.bottom, letter.top))
        if not _FROM_RIGHT.match(letter.text):
            run.append(letter)
            continue
        # A ligature of lam and alef is two letters in one place.
        if found and letter.text == "ل" and found[-1].text in _ALEFS and abs(found[-1].left - letter.left) < 0.1:
            found.insert(len(found) - 1, letter)
        else:
            found.append(letter)
    return found + run[::-1]


def between(above: Sequence[Piece], below: Sequence[Piece]) -> str:
    """What joins two lines of one text: nothing in scripts that put no spaces between words, else a space."""
    last, first = above[-1].text[-1:], below[0].text[:1]
    return "" if _UNSPACED.match(last) and _UNSPACED.match(first) else " "


def write(inline: Inline, pieces: Sequence[Piece], *, bold: bool = False) -> None:
    """Add the text of pieces of one line, with the links behind it."""
    for number, piece in enumerate(pieces):
        if number:
            before = pieces[number - 1]
            apart = max(piece.left - before.right, before.left - piece.right)
            inline.add("\u00a0\u00a0 " if apart > piece.size else " ")
        start = 0
        letters = piece.letters
        for place in range(1, len(letters) + 1):
            if place == len(letters) or letters[place].address != letters[start].address:
                run = "".join(letter.text for letter in letters[start:place])
                inline.add(run.replace("\u00ad", ""), address=letters[start].address, bold=bold)
                start = place


def _parts(before: Letter, letter: Letter) -> bool:
    height = max(min(before.height, letter.height), 1.0)
    if abs(before.middle - letter.middle) > 0.5 * height or max(before.height, letter.height) > 2.5 * height:
        return True
    return max(letter.left - before.right, before.left - letter.right) > _GAP * height * 0.75  # fmt: skip


def _piece(letters: list[Letter]) -> Piece:
    solid = [letter for letter in letters if not letter.text.isspace()] or letters
    return Piece(
        _read_from_right(letters) if _is_from_right(letters) else list(letters),
        min(letter.left for letter in solid),
        max(letter.right for letter in solid),
        min(letter.bottom for letter in solid),
        max(letter.top for letter in solid),
        sorted(letter.height for letter in solid)[len(solid) // 2],
    )
