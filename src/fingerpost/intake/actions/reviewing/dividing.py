"""One item that is several, and several that are one."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.intake.actions.cleaning import LOCATOR_LENGTH, cleaned, cut, line
from fingerpost.intake.actions.identity import identities, nth, own_addresses
from fingerpost.intake.actions.keeping import as_data, from_data
from fingerpost.intake.actions.reviewing.editing import day_of, lay_over
from fingerpost.intake.actions.reviewing.reviewed import batch_of_items, open_item, save_again
from fingerpost.intake.errors import Refused
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.errors import ReaderError
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

MOST_PARTS = 50
#: What is read of a part by itself; what no part states of its own holds for all of them.
_SHARED = (
    ("start", "end", "timezone", "published"),
    ("organisers",),
    ("place",),
    ("language",),
    ("section",),
    ("series",),
)
_SHARED_ADDRESS = ("url",)
_OF_ITSELF = {"origin", "confidence", "uid", "type"}

Facts = dict[str, Any]


@transaction.atomic
def split_item(
    *,
    item_id: int,
    at: Sequence[str | int],
    user: AbstractBaseUser | None,  # noqa: ARG001 -- who accepts it answers for it
    now: datetime,
) -> list[Item]:
    """Make several items of one, cut where these titles begin in it or at these of its lines, counted from 1.

    The first part stays the item that was harvested, corrected. Each part is read by itself; what none of them states
    of its own holds for all. Raises Refused where a title does not stand there, or there is nothing to cut.
    """
    batch, item = open_item(item_id)
    cuts = _cuts(item.raw, at)
    titles = [line(each) for each in at if isinstance(each, str)]
    texts = [item.raw[start:stop].strip() for start, stop in zip(cuts, [*cuts[1:], None], strict=True)]
    parts = [_read_part(text, batch, item, now=now) for text in texts]
    for part, text in zip(parts, texts, strict=True):
        named = next((title for title in titles if _search(title, text)), None)
        part["title"] = named or part.get("title") or cut(line(text.partition("\n")[0]), 200)
    _share(parts, item.current)
    lay_over(item, {name: parts[0].get(name) for name in {*item.current, *parts[0]} - _OF_ITSELF})
    items = [item, *_new_items(item, parts[1:], texts[1:])]
    Item.objects.bulk_create(items[1:])
    save_again(batch, items, "edited", now=now)
    return items


@transaction.atomic
def join_items(*, item_ids: list[int], user: AbstractBaseUser | None, now: datetime) -> Item:  # noqa: ARG001 -- as above
    """Make one item of several: the first keeps its own facts and takes from the others what it lacks.

    The others share its record and its fate from then on. Raises Refused for fewer than two open items.
    """
    batch, items = batch_of_items(item_ids)
    if len(items) < 2:
        raise Refused(
            _("To join, two or more items that nobody has decided are needed."), remedy=_("Choose the pieces of one.")
        )
    first, *others = sorted(items, key=lambda item: (item.position, item.pk))
    facts: Facts = dict(first.current)
    for other in others:
        _add(facts, other.current)
        other.joined_into = first
    lay_over(first, {name: value for name, value in facts.items() if name not in _OF_ITSELF})
    Item.objects.filter(joined_into__in=others).update(joined_into=first)
    Item.objects.bulk_update(others, ["joined_into"])
    save_again(batch, [first], "edited", now=now)
    return first


def _add(facts: Facts, more: Facts) -> None:
    for name, value in more.items():
        if name == "organisers":
            facts[name] = list(dict.fromkeys([*facts.get(name, []), *value]))
        elif name == "summary" and value not in facts.get(name, ""):
            facts[name] = "\n\n".join(filter(None, [facts.get(name), value]))
        else:
            facts.setdefault(name, value)


def _cuts(raw: str, at: Sequence[str | int]) -> list[int]:
    """Return where in its text each part begins, the first at its beginning."""
    cuts = {0}
    lines = [0, *(match.end() for match in re.finditer("\n", raw))]
    titled = False
    for where in at[:MOST_PARTS]:
        if isinstance(where, int):
            if not 1 <= where <= len(lines):
                raise Refused(
                    _("The item has %(count)s lines.") % {"count": len(lines)}, remedy=_("Choose one of them.")
                )
            cuts.add(lines[where - 1])
            continue
        found = _search(where, raw)
        if not found:
            raise Refused(
                _("“%(title)s” does not stand in this item.") % {"title": cut(line(where), 80)},
                remedy=_("Copy the beginning of each part from the text beside it."),
            )
        cuts.add(found.start())
        titled = True
    starts = sorted(cuts)
    if titled and len(starts) > len(at) > 1:
        starts.remove(starts[1])  # what stands before the first title belongs to it
    if len(starts) < 2:
        raise Refused(_("This leaves the item in one piece."), remedy=_("Mark where the next one begins."))
    return starts


def _search(title: str, text: str) -> re.Match[str] | None:
    words = [re.escape(word) for word in title.split()][:50]
    return re.search(r"\s+".join(words), text, re.IGNORECASE) if words else None


def _read_part(text: str, batch: Batch, item: Item, *, now: datetime) -> Facts:
    source = Source(
        content=text.encode("utf-8", "replace"), name="part", today=day_of(batch, now=now), base_url=batch.url or None
    )
    try:
        records = read(source).records
    except ReaderError:
        records = ()
    kind = item.current.get("type")
    best = next((record for record in records if record.type == kind), records[0] if records else None)
    return as_data(cleaned(best)[0]) if best else {}


def _share(parts: list[Facts], whole: Facts) -> None:
    for names in (*_SHARED, _SHARED_ADDRESS):
        if not any(name in part for part in parts for name in names):
            for part in parts:
                part |= {name: whole[name] for name in names if name in whole}


def _new_items(item: Item, parts: list[Facts], texts: list[str]) -> list[Item]:
    taken = set(Item.objects.filter(batch=item.batch_id).values_list("identity", flat=True))
    items = []
    for number, (facts, text) in enumerate(zip(parts, texts, strict=True), start=2):
        locator = cut(_("%(where)s, part %(number)s") % {"where": item.locator, "number": number}, LOCATOR_LENGTH)
        data = {**facts, "type": item.current.get("type", "event"), "origin": locator}
        shared = bool(data.get("url")) and data.get("url") == item.current.get("url")
        candidate = from_data(data)
        own = set() if shared else own_addresses([candidate])
        identity = identities(candidate, own)[0]
        at = 0
        while nth(identity, at) in taken:
            at += 1
        taken.add(nth(identity, at))
        items.append(
            Item(
                batch=item.batch,
                split_from=item,
                position=item.position,
                outcome=Item.Outcome.NEW,
                identity=nth(identity, at),
                shares_address=shared,
                locator=locator,
                raw=text,
                data=data,
                confidence=item.confidence,
            )
        )
    return items
