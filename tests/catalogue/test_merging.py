"""Two entries for one organisation become one, and two again."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from fingerpost.catalogue.actions import amend_records, latest_contents, merge_organisations, unmerge_organisation
from fingerpost.catalogue.actions.records import Amendment
from fingerpost.catalogue.actions.referring import references
from fingerpost.catalogue.errors import CannotMerge
from fingerpost.catalogue.models import Credit, Crisis, Event, Organisation, OrganisationAlias, Series

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)
TABLES = (Organisation, OrganisationAlias, Credit, Series)


def make(name: str, *aliases: str, **facts: Any) -> Organisation:
    made = Organisation.objects.create(name=name, slug=name.lower().replace(" ", "-"), **facts)
    for alias in aliases:
        OrganisationAlias.objects.create(organisation=made, name=alias)
    return made


def forum(title: str, *organisations: Organisation, **facts: Any) -> Event:
    crisis, _made = Crisis.objects.get_or_create(name="COVID-19", slug="covid-19")
    record = Event(title=title, crisis=crisis, **facts)
    record.credits = [Credit(organisation=each, sort_order=at) for at, each in enumerate(organisations)]
    record.save()
    return record


def merge(merged: Organisation, into: Organisation) -> Any:
    return merge_organisations(merged=merged.pk, into=into.pk, user=None, now=NOW)


def unmerge(merged: Organisation) -> Any:
    return unmerge_organisation(merged=merged.pk, user=None, now=NOW)


def credited(record: Event) -> list[str]:
    return [credit.organisation.name for credit in Credit.objects.filter(record=record).order_by("sort_order", "pk")]


def tables() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in TABLES}


@pytest.fixture
def seoul() -> Organisation:
    return make("Seoul Metropolitan Government", "서울특별시")


@pytest.fixture
def smg() -> Organisation:
    return make("SMG", "Seoul City", short_name="SMG", website="https://english.seoul.go.kr/", country="KR")


def test_all_that_referred_to_one_refers_to_the_other(seoul: Organisation, smg: Organisation) -> None:
    alone, both = forum("Alone", smg), forum("Both", smg, seoul)
    series = Series.objects.create(name="Lessons", slug="lessons", organisation=smg)
    office = make("Seoul Digital Foundation", parent=smg)

    report = merge(smg, seoul)

    assert (credited(alone), credited(both)) == ([seoul.name], [seoul.name])
    series.refresh_from_db()
    office.refresh_from_db()
    assert (series.organisation, office.parent) == (seoul, seoul)
    assert (report.records, report.doubled, report.moved) == (2, 1, {"organisations": 1, "series": 1})


def test_every_foreign_key_to_an_organisation_is_moved() -> None:
    to_organisations = {
        f"{model._meta.label_lower}.{field.name}"
        for model in Organisation._meta.apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Organisation and not model._meta.proxy
    }

    assert {reference.label for reference in references()} == to_organisations


def test_its_names_and_what_only_it_knew_go_over(seoul: Organisation, smg: Organisation) -> None:
    report = merge(smg, seoul)

    seoul.refresh_from_db()
    assert sorted(seoul.names()) == sorted(["Seoul Metropolitan Government", "SMG", "Seoul City", "서울특별시"])
    assert (seoul.website, seoul.country, seoul.short_name) == ("https://english.seoul.go.kr/", "KR", "SMG")
    assert sorted(report.filled) == ["country", "short name", "website"]


def test_a_name_that_is_anothers_too_stays_that_ones(seoul: Organisation) -> None:
    make("Social Market Group", short_name="SMG")
    other = make("Seoul City Hall", short_name="SMG")
    seoul.short_name = "Seoul"
    seoul.save()

    report = merge(other, seoul)

    assert (report.names, report.taken) == (["Seoul City Hall"], ["SMG"])


def test_facts_that_the_kept_one_has_stay_its_own(seoul: Organisation, smg: Organisation) -> None:
    seoul.website = "https://seoul.example/"
    seoul.save()

    merge(smg, seoul)

    seoul.refresh_from_db()
    assert seoul.website == "https://seoul.example/"


def test_no_circle_arises_where_one_is_part_of_the_other() -> None:
    top = make("Ministry")
    middle = make("Agency", parent=top)
    low = make("Office", parent=middle)
    before = tables()

    merge(top, low)

    low.refresh_from_db()
    middle.refresh_from_db()
    assert (low.parent, middle.parent) == (None, low)
    unmerge(top)
    assert tables() == before


def test_an_earlier_merge_leads_on(seoul: Organisation, smg: Organisation) -> None:
    city = make("City of Seoul")
    merge(city, smg)

    merge(smg, seoul)

    city.refresh_from_db()
    assert city.merged_into == seoul
    with pytest.raises(CannotMerge, match="Take that merge back first"):
        unmerge(city)
    unmerge(smg)
    city.refresh_from_db()
    assert city.merged_into == smg


def test_what_cannot_be_merged_is_refused(seoul: Organisation, smg: Organisation) -> None:
    third = make("City of Seoul")
    with pytest.raises(CannotMerge, match="with itself"):
        merge(seoul, seoul)
    with pytest.raises(CannotMerge, match="no merge to take back"):
        unmerge(seoul)
    merge(smg, seoul)
    before = tables()

    for one, other in ((smg, third), (third, smg)):
        with pytest.raises(CannotMerge, match="“SMG” was merged into another organisation already"):
            merge(one, other)

    assert tables() == before


def test_both_histories_tell_of_it(seoul: Organisation, smg: Organisation) -> None:
    merge(smg, seoul)
    unmerge(smg)

    entries = ModelLogEntry.objects.order_by("pk").values_list("action", "object_id")
    assert list(entries) == [
        ("fingerpost.merge", str(smg.pk)),
        ("fingerpost.take_over", str(seoul.pk)),
        ("fingerpost.unmerge", str(smg.pk)),
        ("fingerpost.give_back", str(seoul.pk)),
    ]


def test_a_draft_from_before_means_the_kept_one(seoul: Organisation, smg: Organisation) -> None:
    record = forum("Forum", smg, seoul, live=True)
    draft = record.save_revision()
    merge(smg, seoul)

    read = draft.as_object()
    draft.publish()

    assert [credit.organisation_id for credit in read.credits.all()] == [seoul.pk]
    assert credited(record) == [seoul.name]
    [(_record, content)] = latest_contents({record.pk}).values()
    assert [credit["organisation"] for credit in content["credits"]] == [seoul.pk]


def test_content_that_was_kept_elsewhere_is_saved_as_of_today(seoul: Organisation, smg: Organisation) -> None:
    record = forum("Forum", smg)
    record.save_revision()
    [(kept, content)] = latest_contents({record.pk}).values()
    merge(smg, seoul)

    amend_records([Amendment(record=kept, content=content)], user=None, now=NOW)

    assert credited(record) == [seoul.name]


def test_a_draft_from_between_names_the_restored_one_again(seoul: Organisation, smg: Organisation) -> None:
    record = forum("Forum", smg, live=True)
    both = forum("Both", smg, seoul, live=True)
    record.save_revision().publish()
    both.save_revision().publish()
    merge(smg, seoul)
    for each in (record, both):
        each = Event.objects.get(pk=each.pk)
        each.title = "A better title"
        each.save_revision()

    unmerge(smg)

    drafts = [Event.objects.get(pk=each.pk).get_latest_revision_as_object() for each in (record, both)]
    assert [each.title for each in drafts] == ["A better title"] * 2
    assert [sorted(credit.organisation.name for credit in each.credits.all()) for each in drafts] == [
        ["SMG"],
        ["SMG", "Seoul Metropolitan Government"],
    ]


def test_what_a_person_changed_since_stays_and_is_told(seoul: Organisation, smg: Organisation) -> None:
    changed, other, both = forum("Changed", smg), forum("Other", smg), forum("Both", smg, seoul)
    merge(smg, seoul)
    Credit.objects.filter(record__in=[changed, both]).update(organisation=make("Busan"))
    seoul.refresh_from_db()
    seoul.website = "https://new.example/"
    seoul.save()
    OrganisationAlias.objects.filter(name="Seoul City").delete()

    undone = unmerge(smg)

    assert (credited(changed), credited(other), credited(both)) == (["Busan"], ["SMG"], ["Busan"])
    assert sorted(undone.left) == [
        "Other names: 1 changed since.",
        "Website of “Seoul Metropolitan Government” was changed.",
        "“Both”: its organisations were changed.",
        "“Changed”: its organisations were changed.",
    ]
    seoul.refresh_from_db()
    assert seoul.website == "https://new.example/"


def test_what_was_added_to_the_kept_one_since_stays_there(seoul: Organisation, smg: Organisation) -> None:
    merge(smg, seoul)
    later = forum("Later", seoul)

    unmerge(smg)

    assert credited(later) == [seoul.name]


def test_undoing_one_of_two_merges_leaves_the_other_credited(seoul: Organisation, smg: Organisation) -> None:
    city = make("City of Seoul")
    record = forum("Forum", smg, city)
    before = tables()
    merge(smg, seoul)
    merge(city, seoul)

    unmerge(smg)

    assert sorted(credited(record)) == ["SMG", "Seoul Metropolitan Government"]
    unmerge(city)
    assert tables() == before


def test_many_records_cost_as_many_queries_as_two(seoul: Organisation, smg: Organisation) -> None:
    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as merging:
            merge(smg, seoul)
        with CaptureQueriesContext(connection) as unmerging:
            unmerge(smg)
        return len(merging), len(unmerging)

    forum("Alone", smg)
    forum("Both", smg, seoul)
    few = cost()
    for number in range(40):
        forum(f"Forum {number}", smg, *([seoul] if number % 2 else []))

    assert cost() == few


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_merges_taken_back_leave_every_row_as_it_was(data: st.DataObject) -> None:
    with transaction.atomic():
        _merge_and_take_back(data)
        transaction.set_rollback(True)


def _merge_and_take_back(data: st.DataObject) -> None:
    chosen = st.integers(0, 4)
    made: list[Organisation] = []
    for number in range(5):
        facts = {
            "parent": data.draw(st.sampled_from([None, *made])),
            "short_name": data.draw(st.sampled_from(["", "A", "B", f"S{number}"])),
            "website": data.draw(st.sampled_from(["", "https://a.example/", "https://b.example/"])),
            "country": data.draw(st.sampled_from(["", "KR", "NP"])),
            "standing": data.draw(st.sampled_from(["confirmed", "proposed"])),
        }
        made.append(make(f"Organisation {number}", f"Alias {number}", **facts))
    for number in range(3):
        forum(f"Forum {number}", *{made[at] for at in data.draw(st.lists(chosen, max_size=4))})
        Series.objects.create(name=f"S{number}", slug=f"s{number}", organisation=made[data.draw(chosen)])
    states, merged = [], []
    for one, other in data.draw(st.lists(st.tuples(chosen, chosen), min_size=1, max_size=4)):
        before = tables()
        try:
            merge(made[one], made[other])
        except CannotMerge:
            continue
        states.append(before)
        merged.append(made[one])
        parents = dict(Organisation.objects.values_list("pk", "parent_id"))
        for each in parents:
            at, steps = parents[each], 0
            while at is not None and steps < 9:
                at, steps = parents[at], steps + 1
            assert steps < 9, "a circle of parents"
        assert not Credit.objects.filter(organisation__standing="merged").exists()
    for one, before in zip(reversed(merged), reversed(states), strict=True):
        undone = unmerge(one)
        assert (undone.left, tables()) == ([], before)
