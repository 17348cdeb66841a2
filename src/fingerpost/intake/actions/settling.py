"""What a source newly says against what a person has written since: the person's word stands, the source's is told."""

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from fingerpost.catalogue.actions import Amendment, Content, latest_contents
from fingerpost.catalogue.models import Record
from fingerpost.intake.actions.facts import GROUPS, LINKS, Authorities, Facts, credit_role, facts_of
from fingerpost.intake.actions.naming import Organisations, SeriesBook
from fingerpost.intake.actions.weighing import Difference, Verdict
from fingerpost.intake.addresses import normal_address
from fingerpost.readers.types import Candidate, Issue

#: How much of a day is known, as characters of it in ISO 8601.
_LENGTHS = {"year": 4, "month": 7}


class Settlement:
    """A record's latest content with the source's news in it, ready to be saved."""

    def __init__(self, verdict: Verdict, record: Record, content: Content, groups: list[str]) -> None:
        self.verdict, self.record, self.groups = verdict, record, groups
        self._content = content

    def amendment(self, authorities: Authorities, *, publish: bool) -> Amendment:
        facts = self.verdict.facts
        values: dict[str, Any] = {}
        for group in self.groups:
            if group in facts.columns:
                values[group] = _saved(facts.columns[group], authorities.series)
            elif group in facts.links:
                values[group] = facts.links[group] or ""
            else:
                values[group] = authorities.organisations.ids(facts.organisers)
        content = with_values(self._content, values)
        self.verdict.undo = {
            "before": values_of(self._content, values),
            "after": values_of(content, values),
            "published": publish,
        }
        return Amendment(record=self.record, content=content, publish=publish)


def settle(verdicts: list[Verdict], authorities: Authorities) -> list[Settlement]:
    """Decide each difference; mark what changes as CHANGED, and add an Issue where a person's word stands."""
    told = [verdict for verdict in verdicts if verdict.news and verdict.record_id and verdict.said]
    contents = latest_contents({verdict.record_id for verdict in told if verdict.record_id})
    settled = []
    for verdict in told:
        record, content = contents[verdict.record_id or 0]
        verdict.differences = _differences(verdict, content, authorities)
        groups = [group for group in verdict.differences if _is_taken(verdict, record, group)]
        if groups:
            verdict.outcome = "changed"
            settled.append(Settlement(verdict, record, content, groups))
    return settled


def with_values(content: Content, values: dict[str, Any]) -> Content:
    """Return a record's content with other values in some groups of facts, as ``values_of`` gives them."""
    content = deepcopy(content)
    for group, value in values.items():
        if group in LINKS:
            content["links"] = _with_link(content["links"], group, value)
        elif group == "organisers":
            content["credits"] = _with_credits(content["credits"], credit_role(content["kind"]), value)
        else:
            content |= value
    return content


def values_of(content: Content, like: dict[str, Any]) -> dict[str, Any]:
    """Return what a record's content says in the groups of facts, and of each in the columns, that others speak of."""
    values: dict[str, Any] = {}
    for group, value in like.items():
        if group in LINKS:
            values[group] = next((link["url"] for link in content["links"] if link["role"] == group), "")
        elif group == "organisers":
            role = credit_role(content["kind"])
            values[group] = [credit["organisation"] for credit in content["credits"] if credit["role"] == role]
        else:
            values[group] = {name: content.get(name) for name in value}
    return values


def _differences(verdict: Verdict, content: Content, authorities: Authorities) -> dict[str, Difference]:
    assert verdict.said  # noqa: S101 -- those without were left out
    before = facts_of(verdict.said, authorities, lambda *_: None)
    differences = {}
    for group in verdict.news:
        ours = _written(content, group, verdict.facts)
        theirs = _stated(verdict.facts, group, authorities.organisations)
        base = _stated(before, group, authorities.organisations)
        if ours != theirs:
            differences[group] = Difference(
                ours=in_words(values_of(content, {group: verdict.facts.columns.get(group, {})}), authorities),
                theirs=_shown(verdict.candidate, verdict.facts, group),
                base=_shown(verdict.said, before, group),
                follows=ours == base,
            )
    return differences


def _is_taken(verdict: Verdict, record: Record, group: str) -> bool:
    choice = verdict.telling.choices.get(group)
    follows = verdict.differences[group].follows or group in verdict.telling.edited_groups
    if record.locked or not (choice or follows):
        verdict.issues.append(_conflict(verdict, record, group))
    return not record.locked and (choice == "theirs" or (follows and choice != "ours"))


def _conflict(verdict: Verdict, record: Record, group: str) -> Issue:
    told = {"title": str(record), "group": GROUPS[group], "said": verdict.differences[group].theirs}
    if record.locked:
        problem = _("“%(title)s” is locked; the source has a new %(group)s (%(said)s), which was not taken in.") % told
    else:
        problem = (
            _("The source has a new %(group)s for “%(title)s” (%(said)s), but an editor wrote another one.") % told
        )
    return Issue(problem=problem, remedy=_("Compare the two and keep the right one."), origin=verdict.candidate.origin)


def _shown(candidate: Candidate, facts: Facts, group: str) -> str:
    if group in LINKS:
        return facts.links[group] or ""
    if group == "organisers":
        return ", ".join(candidate.organisers)
    if group == "when":
        moments = (candidate.start, candidate.end) if candidate.type == "event" else (candidate.published,)
        return " – ".join(str(moment) for moment in moments if moment) or str(candidate.start or "")
    if group == "series" and candidate.number is not None:
        return f"{candidate.series} {candidate.number}"
    return str(getattr(candidate, {"deadline": "register_by"}.get(group, group)) or "")[:200]


def in_words(values: dict[str, Any], authorities: Authorities) -> str:
    """Return what a record says in one group of facts, as an editor reads it."""
    [(group, value)] = values.items()
    if group in LINKS:
        return str(value)
    if group == "organisers":
        return ", ".join(authorities.organisations.name(pk) for pk in value)
    value = dict(value)
    if group == "series":
        return " ".join(str(part) for part in (authorities.series.name(value["series"]), value["number"]) if part)
    if group == "place":
        parts = (value.get("venue"), authorities.places.name(value["place"]), value.get("mode"))
        return ", ".join(str(part) for part in parts if part)
    if group in {"when", "deadline"}:
        return _when_in_words({name.removeprefix("register_by_"): part for name, part in value.items()})
    return str(next(iter(value.values())) or "")[:200]


def _when_in_words(value: dict[str, Any]) -> str:
    if "date" in value:
        return _clocked(value["date"], value["time"])
    start = _clocked((value["start_date"] or "")[: _LENGTHS.get(value["precision"], 10)], value["start_time"])
    end = _clocked(value["end_date"] if value["precision"] in {"day", "minute"} else "", value["end_time"])
    return " ".join(part for part in (f"{start} – {end}" if end else start, value["timezone"]) if part)


def _clocked(day: str | None, clock: str | None) -> str:
    return " ".join(part for part in (day, (clock or "")[:5]) if part)


def _stated(facts: Facts, group: str, organisations: Organisations) -> object:
    if group in facts.columns:
        return facts.columns[group]
    if group in facts.links:
        return normal_address(facts.links[group] or "")
    # An entry that is not saved yet cannot have been written by anybody.
    return [organisations.ids([token]) or token for token in facts.organisers]


def _written(content: Content, group: str, facts: Facts) -> object:
    if group in facts.columns:
        return {name: content.get(name) for name in facts.columns[group]}
    if group in facts.links:
        return normal_address(next((link["url"] for link in content["links"] if link["role"] == group), ""))
    role = credit_role(content["kind"])
    return [[credit["organisation"]] for credit in content["credits"] if credit["role"] == role]


def _saved(columns: dict[str, Any], series: SeriesBook) -> dict[str, Any]:
    return {name: series.id(value) if name == "series" else value for name, value in columns.items()}


def _with_link(links: list[Content], role: str, url: str) -> list[Content]:
    others = [link for link in links if link["role"] != role]
    if not url:
        return _numbered(others)
    old = next((link for link in links if link["role"] == role), {"pk": None, "title": "", "language": ""})
    return _numbered([*others, {**old, "role": role, "url": url}])


def _with_credits(credits_: list[Content], role: str, organisation_ids: list[int]) -> list[Content]:
    standing = {credit["organisation"]: credit for credit in credits_ if credit["role"] == role}
    new = [standing.get(pk, {"pk": None, "role": role, "organisation": pk}) for pk in organisation_ids]
    return _numbered([*new, *(credit for credit in credits_ if credit["role"] != role)])


def _numbered(children: list[Content]) -> list[Content]:
    return [{**child, "sort_order": position} for position, child in enumerate(children)]
