"""The words by which pages name their columns, labels, links and sections, in the languages of the networks' members.

The words themselves stand in ``readers/data``: ``labels.tsv``, ``kinds.tsv`` and ``actions.tsv``.
"""

import re
import unicodedata
from functools import cache, lru_cache

from fingerpost.readers.data import rows
from fingerpost.readers.types import Kind

_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_PLAIN = re.compile(r"[^\w\s&/#+'’.-]|(?<!\w)[.-]|[.-](?!\w)")
_MAX_HEAD = 60
_MAX_LABEL = 40
_MAX_ACTION = 60
_MAX_ACTION_WORDS = 7


@cache
def _words(name: str) -> dict[str, str]:
    """Each word of a data file with what it names; what stands first in the file wins."""
    found: dict[str, str] = {}
    for meaning, words in rows(name):
        for word in words.split("|"):
            found.setdefault(fold(word), meaning)
    found.pop("", None)
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Finds any word of a data file inside a text, the longest first; scripts without spaces need no word border."""
    ordered = sorted(_words(name), key=len, reverse=True)
    parts = [re.escape(word) if _WIDE.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered]
    return re.compile("|".join(parts))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return words as they are compared: lower case, one kind of apostrophe, no decoration around them."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
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
    found = [words[match.group()] for match in _pattern("labels.tsv").finditer(inner)]
    found = [role for role in found if role != "number"]
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
    words = _words("kinds.tsv")
    found = [words[match.group()] for match in _pattern("kinds.tsv").finditer(fold(text[:300]))]
    return tuple(dict.fromkeys(found))  # type: ignore[arg-type]  # the data file holds kinds only


@lru_cache(maxsize=4096)
def is_section_name(text: str) -> bool:
    """True if a heading only says what kind of things follow ("Upcoming events"), so it is nobody's title."""
    return bool(kinds_in(text)) and not _OTHER_WORDS.sub("", _pattern("kinds.tsv").sub(" ", fold(text))).strip()


@lru_cache(maxsize=8192)
def action_of(text: str) -> str | None:
    """Return what a link does by its words ("register", "recording", "more"…); None if it names a thing."""
    folded = fold(text)
    if not folded:
        return None
    words = _words("actions.tsv")
    if folded in words:
        return words[folded]
    if (
        len(folded) > _MAX_ACTION
        or len(folded.split()) > _MAX_ACTION_WORDS
        or (_WIDE.search(folded) and len(folded) > 16)
    ):
        return None
    found = [words[match.group()] for match in _pattern("actions.tsv").finditer(folded)]
    rest = _OTHER_WORDS.sub("", _pattern("actions.tsv").sub(" ", folded)).split()
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
    r"(?:예정|지난|목록|안내|一覧|列表|开催|開催|최근|최신|の|及び|및)|[&/,+#.'-]"
)
