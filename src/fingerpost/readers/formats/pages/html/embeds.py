"""Posts of a social network that a page embeds: each is text with an age, wherever on the page it stands."""

import re
from collections.abc import Iterator

from fingerpost.readers.formats.pages.html.lines import Line, lines_of
from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.formats.pages.html.shape import Sizes
from fingerpost.readers.formats.posts.post import AGO, looks_like_post

_POST = re.compile(
    r"(?<![a-z0-9])(?:cff-item|cff-post(?=\s|$)|fb-post|fbpost|sbi_item|ctf-item|ctf-tweet|twitter-tweet|timeline-tweet|tweet(?:-item)?(?=\s|$)|social-(?:feed-)?post|feed-item|"
    r"fts-[a-z]*-?post|juicer-feed-item|facebook-post|x1yztbdb|userContentWrapper|eapps-facebook-feed-posts-item|taggbox-post)(?![a-z])"
)
_NOISE = re.compile(
    r"see more|see less|…|share|like|comment|view on facebook|photo|video|show more|read more|\W*", re.IGNORECASE
)
_MAX_LINES = 80
_MIN_TEXT = 40


def posts_in(body: Node, sizes: Sizes) -> "Iterator[tuple[Node, str]]":
    """Yield each embedded post with its text, its age or date first."""
    taken: set[int] = set()
    for node in body.walk():
        if node.parent is not None and id(node.parent) in taken:
            taken.add(id(node))
            continue
        text = _post_text(node) if _may_be_post(node, sizes) else None
        if text is not None:
            taken.add(id(node))
            yield node, text


def _may_be_post(node: Node, sizes: Sizes) -> bool:
    if not _MIN_TEXT <= sizes.text[id(node)] <= 20_000:
        return False
    return bool(_POST.search(node.marks)) or (node.tag in ("div", "article", "li", "section") and _shows_age(node))


def _shows_age(node: Node) -> bool:
    """The element itself, or a child of it, holds an age and nothing else: "2 days ago"."""
    near = [child for child in node.elements() if child.has_text()]
    near += [inner for child in near[:4] for inner in child.elements()]
    ages = [one for one in near[:40] if AGO.fullmatch(one.text(40).strip(" .·"))]
    return len(ages) == 1 and "ago" in ages[0].text(40) and len(near) > 1


def _post_text(node: Node) -> str | None:
    lines = [line for line in lines_of(node) if not _NOISE.fullmatch(line.text)]
    if not lines or len(lines) > _MAX_LINES:
        return None
    age = next((line.text for line in lines[:6] if AGO.fullmatch(line.text.strip(" .·"))), None)
    names = _names_above(lines, age)
    body = [line for line in lines if line.text != age and line not in names]
    text = "\n".join(_with_addresses(line) for line in body)
    marked = bool(_POST.search(node.marks))
    if not text or not (marked or (age and looks_like_post(text))):
        return None
    return f"{age}\n{text}" if age else text


def _names_above(lines: list[Line], age: str | None) -> list[Line]:
    """The account's name stands above the age."""
    place = next((place for place, line in enumerate(lines) if line.text == age), 0)
    return [line for line in lines[:place] if len(line.text) < 80]


def _with_addresses(line: Line) -> str:
    """Write the address of a link behind its words, unless the words are the address or a hashtag."""
    text = ""
    for piece in line.pieces:
        if piece.struck:
            continue
        shown = piece.text
        href = piece.href or ""
        if (
            href.startswith("http")
            and not shown.strip().startswith(("#", "@", "http", "www."))
            and "/hashtag/" not in href
            and "." not in shown
        ):
            shown = f"{shown} {href} "
        elif href.startswith("http") and "…" in shown:
            shown = f"{href} "
        text += (" " if piece.apart and text and not text[-1].isspace() else "") + shown
    return re.sub(r"\s*(?:\.{3}|…)?\s*see more\s*(?:see less)?\s*$", "", text, flags=re.IGNORECASE).strip()
