"""What a source newly says against what a person has written since: the person's word stands, the source's is told."""

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from fingerpost.catalogue.actions import Amendment, Content, latest_contents
from fingerpost.catalogue.models import Record
from fingerpost.intake.actions.facts import GROUPS, LINKS, Authorities, Facts, credit_role, facts_of
from fingerpost.intake.actions.naming import Organisations, SeriesBook
from fingerpost.intake.actions.weighing import Verdict
from fingerpost.intake.addresses import normal_address
from fingerpost.readers.types import Issue


class Settlement:
    """A record's latest content with the source's news in it, ready to be saved."""

    def __init__(self, verdict: Verdict, record: Record, content: Content, groups: list[str]) -> None:
        self.verdict, self.record, self.groups = verdict, record, groups
        self._content = content

    def amendment(self, authorities: Authorities, *, publish: bool) -> Amendment:
        content = deepcopy(self._content)
        facts = self.verdict.facts
        for group in self.groups:
            if group in facts.columns:
                content |= _saved(facts.columns[group], authorities.series)
            elif group in facts.links:
                content["links"] = _with_link(content["links"], group, facts.links[group] or "")
            elif group == "organisers":
                ids = authorities.organisations.ids(facts.organisers)
                content["credits"] = _with_credits(content["credits"], credit_role(self.record.kind), ids)
        return Amendment(record=self.record, content=content, publish=publish)


def settle(verdicts: list[Verdict], authorities: Authorities) -> list[Settlement]:
    """Decide each difference; mark what changes as CHANGED, and add an Issue where a person's word stands."""
    told = [verdict for verdict in verdicts if verdict.news and verdict.record_id and verdict.said]
    contents = latest_contents({verdict.record_id for verdict in told if verdict.record_id})
    settled = []
    for verdict in told:
        record, content = contents[verdict.record_id or 0]
        groups = _accepted(verdict, record, content, authorities)
        if groups:
            verdict.outcome = "changed"
            settled.append(Settlement(verdict, record, content, groups))
    return settled


def _accepted(verdict: Verdict, record: Record, content: Content, authorities: Authorities) -> list[str]:
    assert verdict.said  # noqa: S101 -- those without were left out
    before = facts_of(verdict.said, authorities, lambda *_: None)
    accepted = []
    for group in verdict.news:
        ours = _written(content, group, verdict.facts)
        theirs = _stated(verdict.facts, group, authorities.organisations)
        if ours == theirs:
            continue
        if ours == _stated(before, group, authorities.organisations) and not record.locked:
            accepted.append(group)
        else:
            verdict.issues.append(_conflict(verdict, record, group))
    return accepted


def _conflict(verdict: Verdict, record: Record, group: str) -> Issue:
    told = {"title": str(record), "group": GROUPS[group], "said": _shown(verdict, group)}
    if record.locked:
        problem = _("“%(title)s” is locked; the source has a new %(group)s (%(said)s), which was not taken in.") % told
    else:
        problem = (
            _("The source has a new %(group)s for “%(title)s” (%(said)s), but an editor wrote another one.") % told
        )
    return Issue(problem=problem, remedy=_("Compare the two and keep the right one."), origin=verdict.candidate.origin)


def _shown(verdict: Verdict, group: str) -> str:
    if group in LINKS:
        return verdict.facts.links[group] or ""
    if group == "organisers":
        return ", ".join(verdict.candidate.organisers)
    candidate = verdict.candidate
    if group == "when":
        moments = (candidate.start, candidate.end) if candidate.type == "event" else (candidate.published,)
        return " – ".join(str(moment) for moment in moments if moment) or str(candidate.start)
    return str(getattr(candidate, {"deadline": "register_by"}.get(group, group)) or "")[:200]


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
    old = next((link for link in links if link["role"] == role), {"pk": None, "title": "", "language": ""})
    return _numbered([*others, {**old, "role": role, "url": url}])


def _with_credits(credits_: list[Content], role: str, organisation_ids: list[int]) -> list[Content]:
    standing = {credit["organisation"]: credit for credit in credits_ if credit["role"] == role}
    new = [standing.get(pk, {"pk": None, "role": role, "organisation": pk}) for pk in organisation_ids]
    return _numbered([*new, *(credit for credit in credits_ if credit["role"] != role)])


def _numbered(children: list[Content]) -> list[Content]:
    return [{**child, "sort_order": position} for position, child in enumerate(children)]
