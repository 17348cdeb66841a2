"""The words by which pages name their columns, labels, links and sections, in the languages of the networks' members.

The words themselves stand in ``readers/data``: ``labels.tsv``, ``kinds.tsv`` and ``actions.tsv``.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from fingerpost.readers.data import rows
from fingerpost.readers.types import Kind

_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_PLAIN = re.compile(r"[^\w\s&/#+'’.-]|(?<!\w)[.-]|[.-](?!\w)")
_MAX_HEAD = 60
_MAX_LABEL = 40
_MAX_ACTION = 60
_MAX_ACTION_WORDS = 7
_MAX_WIDE_ACTION = 16
_TOKEN = re.compile(r"\w+|[^\w\s]")


@cache
def _words(name: str) -> dict[str, str]:
    """Each word of a data file with what it names; what stands first in the file wins."""
    found: dict[str, str] = {}
    for meaning, words in rows(name):
        for word in words.split("|"):
            found.setdefault(fold(word), meaning)
    found.pop("", None)
    return found


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of a data file, found by their first token; scripts without spaces by one pattern."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]]
    wide: re.Pattern[str]
    words: dict[str, str]

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a folded text holds a word of the file, the longest first at each place, and what it names."""
        found = (
            [(match.start(), match.end(), self.words[match.group()]) for match in self.wide.finditer(text)]
            if _WIDE.search(text)
            else []
        )
        if self.by_first.keys().isdisjoint(_TOKEN.findall(text)):
            return sorted(found)
        tokens = list(_TOKEN.finditer(text))
        place = 0
        while place < len(tokens):
            size, meaning = self._at(tokens, place)
            if size:
                found.append((tokens[place].start(), tokens[place + size - 1].end(), meaning))
            place += size or 1
        return sorted(found)

    def _at(self, tokens: list[re.Match[str]], place: int) -> tuple[int, str]:
        for phrase, meaning in self.by_first.get(tokens[place].group(), ()):
            if len(phrase) == 1 or phrase == tuple(token.group() for token in tokens[place : place + len(phrase)]):
                return len(phrase), meaning
        return 0, ""


@cache
def _index(name: str) -> _Index:
    words = _words(name)
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    wide = [word for word in words if _WIDE.search(word)]
    for word, meaning in words.items():
        phrase = tuple(_TOKEN.findall(word))
        if phrase and not _WIDE.search(word):
            by_first.setdefault(phrase[0], []).append((phrase, meaning))
    for phrases in by_first.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return _Index(by_first, re.compile("|".join(map(re.escape, sorted(wide, key=len, reverse=True)))), words)


def _outside(text: str, found: list[tuple[int, int, str]]) -> str:
    """What is left of a text without the words found in it."""
    for begin, stop, _ in reversed(found):
        text = f"{text[:begin]} {text[stop:]}"
    return text


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return words as they are compared: lower case, one kind of apostrophe, no decoration around them."""
    text = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(_PLAIN.sub(" ", text).split()) or text.strip()


@lru_cache(maxsize=4096)
def role_of(head: str) -> str | None:
    """Return what a column head or a label names ("organiser", "date"…), or None.

    The whole head decides, then the words in it: of "Title of the webinar" the first, of "Name of organisation" the last.

    >>> role_of("Organised by"), role_of("Name of organisation"), role_of("Colour")
    ('organiser', 'organiser', None)
    """
    if not head or len(head) > _MAX_HEAD:
        return None
    words = _words("labels.tsv")
    whole = fold(head)
    if whole in words:
        return words[whole]
    inner = fold(re.sub(r"[(（\[【].*?[)）\]】]", " ", head))
    if inner in words:
        return words[inner]
    found = [role for _, _, role in _index("labels.tsv").find(inner) if role != "number"]
    if not found:
        return None
    specific = [role for role in found if role not in ("title", "link", "kind", "series")]
    return specific[0] if specific else found[0]


@lru_cache(maxsize=8192)
def label_of(text: str) -> str | None:
    """Return what a label names; unlike a column head it must be one of the words itself."""
    if not text or len(text) > _MAX_LABEL:
        return None
    return _words("labels.tsv").get(fold(text.rstrip(" :：.-–—|·").replace("(s)", "s")))


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> tuple[Kind, ...]:
    """Return the kinds that the words of a heading or a badge name, in their order, each once."""
    found = [kind for _, _, kind in _index("kinds.tsv").find(fold(text[:300]))]
    return tuple(dict.fromkeys(found))  # type: ignore[arg-type]  # the data file holds kinds only


@lru_cache(maxsize=4096)
def is_section_name(text: str) -> bool:
    """True if a heading only says what kind of things follow ("Upcoming events"), so it is nobody's title."""
    if len(text) > _MAX_ACTION:
        return False
    folded = fold(text)
    found = _index("kinds.tsv").find(folded)
    return bool(found) and not _OTHER_WORDS.sub("", _outside(folded, found)).strip()


@lru_cache(maxsize=8192)
def action_of(text: str) -> str | None:
    """Return what a link does by its words ("register", "recording", "more"…); None if it names a thing."""
    if len(text) > 2 * _MAX_ACTION:
        return None
    folded = fold(text)
    if not folded:
        return None
    words = _words("actions.tsv")
    if folded in words:
        return words[folded]
    wide = len(folded) > _MAX_WIDE_ACTION and _WIDE.search(folded)
    if len(folded) > _MAX_ACTION or len(folded.split()) > _MAX_ACTION_WORDS or wide:
        return None
    places = _index("actions.tsv").find(folded)
    found = [action for _, _, action in places]
    rest = _OTHER_WORDS.sub("", _outside(folded, places)).split() if found else []
    if not found or len(rest) > 2 or (len(rest) == 2 and found[0] in ("more", "share")):
        return None
    return min(found, key=_STRENGTH.index)


_STRENGTH = ("register", "recording", "slides", "file", "calendar", "more", "share")
_OTHER_WORDS = re.compile(
    r"(?<!\w)(?:the|a|an|to|of|for|on|in|at|and|or|by|our|your|this|that|these|all|with|from|its|now|here|please|online|free|"
    r"upcoming|past|previous|latest|recent|next|new|featured|useful|other|more|related|key|main|partner|partners|partners'|"
    r"current|forthcoming|list|covid-19|covid19|covid|coronavirus|20\d\d|\d+|webinar|event|session|report|document|full|mb|kb|"
    r"de|du|des|la|le|les|et|à|en|del|los|las|el|y|para|dan|di|untuk|der|die|das|und|zur|zum|nächste|alle|kommende|vergangene|"
    r"próximos|próximas|anteriores|pasados|nos|nuestros|nuestras|prochains|passés|mendatang|terbaru|예정|지난|목록|一覧|目录)(?!\w)|"
    r"(?:예정|지난|새로운|새|신규|주요|다가오는|목록|안내|一覧|列表|开催|開催|최근|최신|の|及び|및)|[&/,+#.'-]"
)
