"""From bytes to components: unfolded lines, their parameters, and which component each belongs to (RFC 5545, section 3.1).

What producers break is mended where it can only mean one thing: a line folded inside a character, line breaks inside a
text, a component that never ends or that another one interrupts, quotation marks left open.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fingerpost.readers.values.text import decode, normalise

MAX_DEPTH = 20  #: components inside components; the standard knows three levels
_PEERS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY", "VPOLL"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}(?=[;:])")
_MARK = re.compile('[":]')
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,60})=("[^"]*"?|[^;]*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True, slots=True)
class Property:
    """One unfolded line: ``DTSTART;TZID=Asia/Seoul:20200729T150000``."""

    name: str  #: in capitals
    params: dict[str, str]  #: names in capitals, values without their quotation marks
    value: str  #: as it stands, still escaped
    line: int

    @property
    def text(self) -> str:
        r"""The value of a text property, with ``\n``, ``\,`` and ``\;`` resolved (section 3.3.11)."""
        return normalise(_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self._plain()))

    def _plain(self) -> str:
        if self.params.get("ENCODING", "").upper() != "QUOTED-PRINTABLE":
            return self.value
        content = quopri.decodestring(self.value.encode("utf-8"))
        return decode(content, declared=self.params.get("CHARSET")).text if content.strip() else ""


@dataclass(slots=True, eq=False)
class Component:
    """One component, its properties in their order, and where it stands."""

    name: str
    first: int  #: line of its BEGIN
    last: int  #: line of its END, or of the last line that belongs to it
    properties: list[Property] = field(default_factory=list)
    children: "list[Component]" = field(default_factory=list)
    closed: bool = False

    def get(self, name: str) -> Property | None:
        return next((found for found in self.properties if found.name == name and found.value.strip()), None)

    def text(self, name: str) -> str:
        found = self.get(name)
        return found.text.strip() if found else ""

    def all(self, name: str) -> list[Property]:
        return [found for found in self.properties if found.name == name]

    @property
    def origin(self) -> str:
        return f"lines {self.first}-{self.last}" if self.last > self.first else f"line {self.first}"


def parse(content: bytes) -> tuple[list[Component], str]:
    """Return the calendars of a file, and its encoding. Components outside any calendar get one of their own."""
    lines, encoding = _unfolded(content)
    tree = _Tree()
    for number, last, text in lines:
        tree.take(text, number, last)
    return tree.calendars, encoding


def _unfolded(content: bytes) -> tuple[list[tuple[int, int, str]], str]:
    """Each logical line with the numbers of its first and last physical line."""
    found = decode(content)
    if found.encoding.startswith(("utf-16", "utf-32")):
        content = found.text.encode("utf-8")
    # Unfold before decoding: a fold counts octets and may stand inside a character.
    joined: list[bytes] = []
    numbers: list[tuple[int, int]] = []
    parts: list[bytes] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line[1:])
            numbers[-1] = (numbers[-1][0], number)
            continue
        if parts:
            joined.append(b"".join(parts))
        parts = [line]
        numbers.append((number, number))
    joined.append(b"".join(parts))
    whole = decode(b"\n".join(joined))
    texts = whole.text.split("\n")
    return [(*pair, text) for pair, text in zip(numbers, texts, strict=False)], found.encoding


class _Tree:
    def __init__(self) -> None:
        self.calendars: list[Component] = []
        self._open: list[Component] = []

    def take(self, text: str, number: int, last: int) -> None:
        match = _NAME.match(text)
        name = match.group().upper() if match else ""
        if name == "BEGIN":
            self._begin(text.partition(":")[2].strip().upper()[:60], number)
        elif name == "END":
            self._end(text.partition(":")[2].strip().upper()[:60], number)
        elif self._open:
            self._add(text, name, number, last)

    def _begin(self, name: str, number: int) -> None:
        if name == "VCALENDAR":
            self._open = []
        elif name in _PEERS:
            place = next((at for at, found in enumerate(self._open) if found.name in _PEERS), len(self._open))
            del self._open[place:]
        if not self._open and name != "VCALENDAR":
            self._start(Component("VCALENDAR", number, number, closed=True))
        if len(self._open) < MAX_DEPTH:
            self._start(Component(name, number, number))

    def _start(self, component: Component) -> None:
        if self._open:
            self._open[-1].children.append(component)
        else:
            self.calendars.append(component)
        self._open.append(component)

    def _end(self, name: str, number: int) -> None:
        place = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].name == name), None)
        if place is None:
            return
        for component in self._open[place:]:
            component.last = number
        self._open[place].closed = True
        del self._open[place:]

    def _add(self, text: str, name: str, number: int, last: int) -> None:
        inside = self._open[-1]
        before = inside.properties[-1] if inside.properties else None
        if not text.strip():
            return
        for component in self._open:
            component.last = last
        if name:
            inside.properties.append(_property(text, name, number))
        elif before:
            joined = Property(before.name, before.params, f"{before.value}\n{text}", before.line)
            inside.properties[-1] = joined


def _property(text: str, name: str, number: int) -> Property:
    colon = _colon(text, len(name))
    head, value = text[len(name) : colon], text[colon + 1 :]
    params = {found[1].upper(): _parameter(found[2]) for found in _PARAMETER.finditer(head[:5_000])}
    return Property(name, params, value, number)


def _colon(text: str, start: int) -> int:
    """Where the value begins: the first colon outside quotation marks, or the first one should they not be closed."""
    for place in _outside_quotes(text, start):
        return place
    place = text.find(":", start)
    return place if place >= 0 else len(text)


def _outside_quotes(text: str, start: int) -> Iterator[int]:
    quoted = False
    for found in _MARK.finditer(text, start):
        if found.group() == '"':
            quoted = not quoted
        elif not quoted:
            yield found.start()


def _parameter(value: str) -> str:
    """Without its quotation marks, and with RFC 6868's escapes resolved."""
    bare = value.strip().strip('"')
    return re.sub(r"\^[n'^]", lambda found: _CARET[found.group()], bare) if "^" in bare else bare
