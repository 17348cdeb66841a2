"""What the cells of a column show, where headings are missing or say too little."""

from collections.abc import Callable, Mapping, Sequence

from fingerpost.readers.formats.tables.headings import Columns, is_day, told_roles
from fingerpost.readers.values.names import Names, has_head, is_acronym, is_like_name, split_organisers
from fingerpost.readers.values.text import tidy
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.urls import find_urls

_MOST = 0.6  #: of the filled cells
_CLOCKS = {"date": "time", "end": "end time"}
#: Roles of columns that may as well hold the address of what the row tells, under words such as "Source" or "Where".
_MAY_HOLD_LINKS = frozenset({"", "other", "organiser", "place", "published", "kind", "theme", "summary", "uid"})


def refine(columns: Columns, rows: Sequence[Sequence[str]], told: Sequence[int]) -> None:
    """Correct by the cells what headings leave open: "Start" over clocks, "Source" over addresses.

    Columns of which people said what they hold stay as they are.
    """
    cells = {place: [row[place] for row in rows if place < len(row) and row[place]] for place in range(columns.width)}
    for role, other in _CLOCKS.items():
        places = columns.places.get(role, [])
        clocks = [place for place in places if place not in told and _share(cells.get(place, []), _is_clock) >= _MOST]
        if clocks and (len(clocks) < len(places) or role != "date"):
            _move(columns, clocks[:1], other)
    if not columns.has("date") and (days := [place for place in columns.places.get("time", []) if place not in told and _share(cells.get(place, []), is_day) >= _MOST]):  # fmt: skip
        _move(columns, days[:1], "date")
    if not columns.has("link"):
        links = [place for place, texts in cells.items() if place not in told and columns.role(place) in _MAY_HOLD_LINKS and _share(texts, _is_link) >= _MOST]  # fmt: skip
        _move(columns, links[:1], "link")


def _move(columns: Columns, places: Sequence[int], role: str) -> None:
    for place in places:
        before = columns.role(place)
        if before:
            columns.places[before].remove(place)
            if not columns.places[before]:
                del columns.places[before]
        columns.places.setdefault(role, []).insert(0, place)


def seen_columns(rows: Sequence[Sequence[str]], known: Names, given: Mapping[str, str]) -> Columns | None:
    """Return what the cells of some rows seem to hold, or what was said of "column 2"; None if no column could be a title."""
    width = max(map(len, rows), default=0)
    columns = {place: [tidy(row[place]) for row in rows if place < len(row) and row[place].strip()] for place in range(width)}  # fmt: skip
    found = Columns(width=width)
    told = told_roles([found.heading(place) for place in range(width)], given, ())
    for place, role in told.items():
        found.places.setdefault(role or "other", []).append(place)
    free = [place for place in range(width) if columns[place] and place not in told]
    for role, test in (("link", _is_link), ("date", is_day)):
        for place in list(free):
            if _share(columns[place], test) >= 0.6:
                found.places.setdefault(role, []).append(place)
                free.remove(place)
    free = [place for place in free if not all(text.strip(" .#)").isdecimal() for text in columns[place])]
    if "title" in found.places:
        return found
    if not free or not found.places:
        return None
    organisers = [place for place in free if _share(columns[place], lambda text: _is_organiser(text, known)) >= 0.6]
    titles = [place for place in free if place not in organisers[:1]] or free
    best = max(titles, key=lambda place: _worth(columns[place]))
    found.places["title"] = [best]
    if organisers and organisers[0] != best:
        found.places["organiser"] = organisers[:1]
    return found


def _is_link(text: str) -> bool:
    found = find_urls(text)
    return len(found) == 1 and found[0].stop - found[0].begin >= len(text) - 2


def _is_organiser(text: str, known: Names) -> bool:
    names = split_organisers(text, known) if len(text) <= 200 else []
    return bool(names) and all(
        name in known or is_acronym(name) or (has_head(name) and is_like_name(name)) for name in names
    )


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _worth(texts: Sequence[str]) -> float:
    return sum(min(len(text), 120) for text in texts) * len(set(texts)) / max(len(texts), 1)


def _is_clock(text: str) -> bool:
    return len(text) <= 40 and bool(find_clocks(text)) and not is_day(text)
