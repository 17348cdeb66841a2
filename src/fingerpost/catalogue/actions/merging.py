"""Two entries for one organisation become one.

Nothing of the records is edited: they credit the kept organisation from now on, in the tables at once, and in drafts and
old revisions whenever those are read. The merged row stays, says where it went and holds what it takes to undo that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.catalogue.actions.referring import BATCH_SIZE, is_above, note, parents, references
from fingerpost.catalogue.errors import CannotMerge
from fingerpost.catalogue.models import Organisation, OrganisationAlias
from fingerpost.catalogue.text import folded

#: What the kept one takes over where it has nothing itself.
_GAPS = ("short_name", "kind", "country", "website")


@dataclass(slots=True)
class Merged:
    """What became of everything that referred to the merged organisation."""

    kept: Organisation
    records: int = 0
    doubled: int = 0  #: records that credited both in the same role; the credit stands once now
    moved: dict[str, int] = field(default_factory=dict)  #: by what it is, in the plural: “series”, “sources”
    names: list[str] = field(default_factory=list)  #: known as other names of the kept one from now on
    taken: list[str] = field(default_factory=list)  #: names that stay those of a third organisation
    filled: list[str] = field(default_factory=list)  #: facts that the kept one lacked


@transaction.atomic
def merge_organisations(*, merged: int, into: int, user: AbstractBaseUser | None, now: datetime) -> Merged:
    """Make two organisations one, so that the second stands for both.

    Takes a number of queries that does not grow with the records, but for one more for each 500 that are indexed.
    Raises CannotMerge, and changes nothing, if one of them was merged before, or if they are the same.
    """
    gone, kept = _both(merged, into)
    memo: dict[str, Any] = {"standing": gone.standing, "moved": {}, "dropped": []}
    report = Merged(kept=kept)
    _lift(gone, kept, memo)
    _move(gone, kept, memo, report)
    _keep_names(gone, kept, memo, report)
    _fill_gaps(gone, kept, memo, report)
    kept.save()
    gone.standing, gone.merged_into, gone.merged_at, gone.merge = Organisation.Standing.MERGED, kept, now, memo
    gone.save()
    note(gone, "fingerpost.merge", user=user, now=now, into=kept.name, into_id=kept.pk)
    note(kept, "fingerpost.take_over", user=user, now=now, merged=gone.name, merged_id=gone.pk, records=report.records)
    return report


def _both(merged: int, into: int) -> tuple[Organisation, Organisation]:
    if merged == into:
        raise CannotMerge(_("An organisation cannot be merged with itself. Choose another one."))
    locked = Organisation.objects.select_for_update().filter(pk__in=[merged, into]).order_by("pk")
    found = {organisation.pk: organisation for organisation in locked}
    if len(found) < 2:
        raise CannotMerge(_("One of the two organisations is no longer there. Look at the list again."))
    for each in found.values():
        if each.merged_into_id:
            raise CannotMerge(
                _("“%(name)s” was merged into another organisation already. Take that back, or choose the other one.")
                % {"name": each.name}
            )
    return found[merged], found[into]


def _lift(gone: Organisation, kept: Organisation, memo: dict[str, Any]) -> None:
    """Where the kept one is part of the merged one it takes that one's place, not a place below itself."""
    if is_above(gone.pk, kept.pk, parents()):
        memo["parent"] = [kept.parent_id, gone.parent_id]
        kept.parent_id = gone.parent_id
        kept.save(update_fields=["parent"])


def _move(gone: Organisation, kept: Organisation, memo: dict[str, Any], report: Merged) -> None:
    records: set[int | None] = set()
    for reference in references():
        doubles = reference.doubles(gone.pk, kept.pk)
        if doubles:
            memo["dropped"] += serializers.serialize("python", doubles)
            reference.drop(doubles)
        pairs = reference.pairs(reference.rows(gone.pk))
        if pairs:
            reference.rows(gone.pk).update(**{reference.field.attname: kept.pk})
            memo["moved"][reference.label] = pairs
            reference.index_later(pairs)
        if reference.is_of_records:
            records |= {parent for _pk, parent in pairs} | {row.record_id for row in doubles}
            report.doubled += len(doubles)
        elif pairs and reference.label not in _TOLD_OTHERWISE:
            what = str(reference.model._meta.verbose_name_plural)
            report.moved[what] = report.moved.get(what, 0) + len(pairs)
    report.records = len(records)


_TOLD_OTHERWISE = {"catalogue.organisationalias.organisation", "catalogue.organisation.merged_into"}


def _keep_names(gone: Organisation, kept: Organisation, memo: dict[str, Any], report: Merged) -> None:
    if gone.short_name and not kept.short_name:
        memo["filled"] = {"short_name": [kept.short_name, gone.short_name]}
        kept.short_name = gone.short_name
    own = {folded(name) for name in (kept.name, kept.short_name) if name}
    aliases = OrganisationAlias.objects.values_list("folded", "organisation_id")
    known = dict(aliases.filter(folded__in=[folded(gone.name), folded(gone.short_name)]))
    others = names_of_others([gone.pk, kept.pk])
    new = []
    for name in dict.fromkeys(filter(None, (gone.name, gone.short_name))):
        key = folded(name)
        if key in others or known.get(key, kept.pk) != kept.pk:
            report.taken.append(name)
        elif key and key not in own and key not in known:
            own.add(key)
            new.append(OrganisationAlias(organisation=kept, name=name, folded=key))
    OrganisationAlias.objects.bulk_create(new, batch_size=BATCH_SIZE)
    memo["aliases"] = [[alias.pk, alias.name] for alias in new]
    carried = {pk for pk, _parent in memo["moved"].get("catalogue.organisationalias.organisation", ())}
    report.names = [alias.name for alias in OrganisationAlias.objects.filter(pk__in=carried)]
    report.names += [alias.name for alias in new]


def names_of_others(but: Iterable[int]) -> set[str]:
    """Return the full and short names of all other organisations, folded."""
    rows = Organisation.objects.standing_alone().exclude(pk__in=list(but)).order_by().values_list("name", "short_name")
    return {folded(name) for row in rows for name in row if name}


def _fill_gaps(gone: Organisation, kept: Organisation, memo: dict[str, Any], report: Merged) -> None:
    filled: dict[str, list[Any]] = memo.setdefault("filled", {})
    for name in _GAPS:
        if getattr(gone, name) and not getattr(kept, name):
            filled[name] = [getattr(kept, name), getattr(gone, name)]
            setattr(kept, name, getattr(gone, name))
    above = gone.parent_id
    if above and not kept.parent_id and above != kept.pk and not is_above(kept.pk, above, parents()):
        filled["parent_id"] = [None, above]
        kept.parent_id = above
    report.filled = [str(Organisation._meta.get_field(name.removesuffix("_id")).verbose_name) for name in filled]
    if gone.standing == Organisation.Standing.CONFIRMED and kept.standing != gone.standing:
        filled["standing"] = [kept.standing, gone.standing]
        kept.standing = gone.standing
    if "parent" in memo:
        # An undo puts back the parent that it had first.
        before, _lifted = memo.pop("parent")
        filled["parent_id"] = [before, kept.parent_id]
