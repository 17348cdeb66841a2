"""What makes two candidates the same item, whatever line, file or wording of an address they came in.

An item's identity is the SHA-256 of its kind and its address; or, where it has none of its own, of its kind, its title,
its number in a series, the day it starts and its first organiser; without a title, all its organisers stand in for it.
Neither its place in the source nor the time of day, the status or the other links belong to it: those may change.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import get_args

from fingerpost.catalogue.text import folded
from fingerpost.intake.addresses import normal_address
from fingerpost.readers.types import Candidate, Kind

_LABEL = re.compile(
    r"""^[\W_]*(?:
      (?:(?:free|online|virtual|live|joint|global|regional|upcoming|new|special|technical|e-?)[\s-]+)*
      (?:webinars?|web[\s-]?seminars?|seminars?|workshops?|conference|events?|forum|meeting|training|course|session|
         dialogue|briefing|talks?|report|publication|guide|toolkit|article|video|podcast|news|update|
         webinaire|séminaire|atelier|seminario\s+web|taller|evento|세미나|웨비나|ウェビナー|网络研讨会|वेबिनार)
      (?:\s+series)?
      | online | virtual | save\s+the\s+date | reminder | postponed | cancell?ed | rescheduled | moved | new\s+date | updated
    )[\]\)]?(?:\s*[:：]\s*|\s+[|–—-]\s+|(?<=[\]\)])\s*)(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_MARK = re.compile(
    r"\s*[\[(]\s*(?:postponed|cancell?ed|rescheduled|moved|new\s+date|updated|online|virtual)\s*[\])]\s*$",
    re.IGNORECASE,
)


def normal_title(title: str) -> str:
    """Return a title as it is compared: without case, punctuation, and labels such as “Webinar:” or “(postponed)”.

    >>> normal_title("WEBINAR: Smart Health,  Responder (Postponed)")
    'smart health responder'
    """
    bare = _MARK.sub("", title)
    for _ in range(3):
        shorter = _LABEL.sub("", bare)
        if shorter == bare:
            break
        bare = shorter
    return folded(bare) or folded(title) or title.casefold().strip()


def kindred(one: str, other: str) -> bool:
    """True if two normal titles may name one thing: half the words of the shorter are in the other, or one is unknown."""
    mine, theirs = set(one.split()), set(other.split())
    return not mine or not theirs or 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def own_addresses(candidates: Iterable[Candidate]) -> set[tuple[str, str]]:
    """Return the kinds and addresses that lead to one item each; one that several titles share is nobody's own."""
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for candidate in candidates:
        if candidate.url:
            titles[candidate.type, normal_address(candidate.url)].add(normal_title(candidate.title))
    # One without a title, such as a picture that is a link, does not contradict the one that has it.
    return {address for address, named in titles.items() if len(named - {""}) <= 1}


def identities(candidate: Candidate, own: set[tuple[str, str]]) -> list[str]:
    """Return what this item may be known by, the one to keep first."""
    day = candidate.published if candidate.type in {"resource", "update"} else candidate.start
    day = day or candidate.start
    names = [folded(name) for name in candidate.organisers]
    found: list[list[object]] = []
    if candidate.url and (candidate.type, normal_address(candidate.url)) in own:
        found.append(["address", normal_address(candidate.url)])
    title = normal_title(candidate.title)
    if title or names or day:
        who = names[:1] if title else sorted(names)
        found.append(["title", title, candidate.number, str(day)[:10] if day else "", who])
    if not title and not found:
        found.append(["text", folded(candidate.summary or candidate.raw)[:500]])
    return [_digest([candidate.type, *facts]) for facts in found]


def uid_digest(candidate: Candidate) -> str:
    """Return a digest of the identifier that a source gives an item, or nothing where it gives none."""
    return _digest([candidate.type, "uid", candidate.uid]) if candidate.uid else ""


def digests_of_uid(uid: str) -> list[str]:
    """Return what ``uid_digest`` may have made of an identifier, for each kind that its item may be of."""
    return [_digest([kind, "uid", uid]) for kind in get_args(Kind)]


def nth(identity: str, number: int) -> str:
    """Return the identity of a further item that its facts alone do not tell apart from the first."""
    return identity if number == 0 else _digest([identity, number])


def _digest(facts: list[object]) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()
