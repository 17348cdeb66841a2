"""Each kind of record, by each button of the desk."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from fingerpost.catalogue.models import Address, Crisis, Event, Link, Organisation, Record
from fingerpost.catalogue.models.records import KINDS
from tests.desk.making import form_data, make_record, url

every_kind = pytest.mark.parametrize("kind", list(KINDS))


@every_kind
def test_an_editor_makes_a_draft(kind: str, crisis: Crisis, at_the_desk: Client, editor: AbstractUser) -> None:
    undp = Organisation.objects.create(name="United Nations Development Programme", slug="undp")
    links = [{"role": "item", "url": "https://example.org/forum", "title": "", "language": ""}]
    data = form_data(crisis, links=links, credits=[{"organisation": undp.pk, "role": "partner"}], summary="Cities met.")

    response = at_the_desk.post(url(kind, "add"), data)

    record = Record.objects.get()
    assert response.status_code == 302
    assert (record.kind, record.live, record.title) == (kind, False, "Forum")
    assert [link.url for link in record.links.all()] == ["https://example.org/forum"]
    assert [str(credit) for credit in record.credits.all()] == ["United Nations Development Programme (Partner)"]
    assert record.latest_revision.user == editor


@every_kind
def test_a_row_that_was_left_empty_is_no_mistake(kind: str, crisis: Crisis, at_the_desk: Client) -> None:
    empty = {
        "links": [{"role": "item", "url": "", "title": "", "language": ""}],
        "credits": [{"organisation": "", "role": "organiser"}],
    }

    at_the_desk.post(url(kind, "add"), form_data(crisis, **empty))

    record = Record.objects.get()
    assert (record.links.count(), record.credits.count()) == (0, 0)


@every_kind
def test_a_new_record_stands_in_the_open_crisis(kind: str, crisis: Crisis, at_the_desk: Client) -> None:
    Crisis.objects.create(name="Earthquake", slug="earthquake", ends=date(2015, 12, 31))

    form = at_the_desk.get(url(kind, "add")).context["form"]

    assert form.initial["crisis"] == crisis.pk
    assert [len(form.formsets[name].forms) for name in ("links", "credits")] == [1, 1]


@every_kind
def test_a_live_record_keeps_its_words_until_its_changes_are_published(
    kind: str, crisis: Crisis, at_the_desk: Client, as_moderator: Client
) -> None:
    record = make_record(kind, crisis)
    as_moderator.post(url(kind, "edit", record.pk), {**form_data(crisis), "action-publish": "1"})

    at_the_desk.post(url(kind, "edit", record.pk), form_data(crisis, title="City forum"))

    record = Record.objects.get()
    assert (record.live, record.title, record.has_unpublished_changes) == (True, "Forum", True)
    assert record.latest_revision.as_object().title == "City forum"
    assert type(record.latest_revision.as_object()) is KINDS[kind]


@every_kind
def test_history_compares_and_goes_back(kind: str, crisis: Crisis, at_the_desk: Client) -> None:
    record = make_record(kind, crisis)
    at_the_desk.post(url(kind, "edit", record.pk), form_data(crisis, title="City forum"))
    first, second = record.revisions.order_by("pk")

    history = at_the_desk.get(url(kind, "history", record.pk)).content.decode()
    compared = at_the_desk.get(
        url(kind, "revisions_compare", record.pk, str(first.pk), str(second.pk))
    ).content.decode()
    shown = at_the_desk.get(url(kind, "revisions_view", record.pk, first.pk))
    at_the_desk.post(
        url(kind, "revisions_revert", record.pk, first.pk), {**form_data(crisis), "revision": str(first.pk)}
    )

    assert "Edited" in history
    assert '<span class="deletion">Forum</span><span class="addition">City forum</span>' in compared
    assert shown.status_code == 200
    assert record.revisions.count() == 3
    assert Record.objects.get().title == "Forum"


@every_kind
def test_an_editor_submits_and_a_moderator_approves(
    kind: str, crisis: Crisis, at_the_desk: Client, as_moderator: Client
) -> None:
    record = make_record(kind, crisis)
    at_the_desk.post(url(kind, "edit", record.pk), {**form_data(crisis, title="Best"), "action-submit": "1"})
    record.refresh_from_db()
    state = record.current_workflow_task_state

    home = as_moderator.get(reverse("wagtailadmin_home")).content.decode()
    as_moderator.post(url(kind, "workflow_action", record.pk, "approve", state.pk), {"comment": ""})

    record = Record.objects.get()
    assert url(kind, "edit", record.pk) in home
    assert (record.live, record.title, record.workflow_in_progress) == (True, "Best", False)
    said = {entry.action for entry in ModelLogEntry.objects.for_instance(record)}
    assert {"wagtail.workflow.start", "wagtail.workflow.approve", "wagtail.publish"} <= said


@every_kind
def test_sending_back_asks_for_a_reason(kind: str, crisis: Crisis, at_the_desk: Client, as_moderator: Client) -> None:
    record = make_record(kind, crisis)
    at_the_desk.post(url(kind, "edit", record.pk), {**form_data(crisis), "action-submit": "1"})
    record.refresh_from_db()
    state = record.current_workflow_task_state
    reject = url(kind, "workflow_action", record.pk, "reject", state.pk)

    asked = as_moderator.post(reject, {"comment": "  "}, headers={"X-Requested-With": "XMLHttpRequest"})
    past_the_form = as_moderator.post(
        url(kind, "edit", record.pk),
        {
            **form_data(crisis),
            "action-workflow-action": "1",
            "workflow-action-name": "reject",
            "workflow-action-extra-data": '{"comment": ""}',
        },
    )
    state.refresh_from_db()
    still = state.status
    as_moderator.post(reject, {"comment": "Name the organiser."})

    state.refresh_from_db()
    assert "Say what should be changed" in asked.json()["html"]
    assert past_the_form.status_code == 302
    assert still == "in_progress"
    assert (state.status, state.comment) == ("rejected", "Name the organiser.")
    assert Record.objects.get().current_workflow_state.status == "needs_changes"
    assert "Name the organiser." in at_the_desk.get(url(kind, "edit", record.pk)).content.decode()


@every_kind
def test_a_scheduled_record_appears_at_its_hour_and_goes_at_its_end(
    kind: str, crisis: Crisis, as_moderator: Client
) -> None:
    record = make_record(kind, crisis)
    tomorrow = timezone.localtime() + timedelta(days=1)
    as_moderator.post(
        url(kind, "edit", record.pk),
        {**form_data(crisis, go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"), expire_at=""), "action-publish": "1"},
    )
    call_command("publish_scheduled")
    before = Record.objects.get()
    status = before.status_string
    an_hour_ago = timezone.now() - timedelta(hours=1)
    content = {**before.latest_revision.content, "go_live_at": an_hour_ago.isoformat()}
    before.revisions.update(approved_go_live_at=an_hour_ago, content=content)

    call_command("publish_scheduled")
    after = Record.objects.get()
    Record.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")

    assert (before.live, status) == (False, "scheduled")
    assert after.live
    assert not Record.objects.get().live


@every_kind
def test_what_a_moderator_locked_no_editor_changes(
    kind: str, crisis: Crisis, at_the_desk: Client, as_moderator: Client
) -> None:
    record = make_record(kind, crisis)
    as_moderator.post(url(kind, "lock", record.pk))

    at_the_desk.post(url(kind, "edit", record.pk), form_data(crisis, title="Changed"))
    locked = Record.objects.get()
    refused = at_the_desk.post(url(kind, "unlock", record.pk))
    as_moderator.post(url(kind, "unlock", record.pk))
    at_the_desk.post(url(kind, "edit", record.pk), form_data(crisis, title="Changed"))

    assert (locked.locked, locked.title) == (True, "Forum")
    assert refused.status_code == 302
    assert Record.objects.get().title == "Changed"


@every_kind
def test_a_copy_is_a_record_of_its_own(kind: str, crisis: Crisis, at_the_desk: Client) -> None:
    record = make_record(kind, crisis, summary="Cities met.")
    Link.objects.create(record=record, url="https://example.org/forum")

    form = at_the_desk.get(url(kind, "copy", record.pk)).context["form"]
    row = form.formsets["links"].forms[0].initial
    data = form_data(crisis, links=[{"role": row["role"], "url": row["url"], "title": "", "language": ""}])
    at_the_desk.post(url(kind, "add"), {**data, "title": form.initial["title"]})

    first, copy = Record.objects.order_by("pk")
    assert form.initial["summary"] == "Cities met."
    assert form.formsets["links"].forms[0].instance.pk is None
    assert (copy.live, copy.title) == (False, "Forum")
    assert copy.key != first.key
    assert (first.links.count(), copy.links.count()) == (1, 1)


@every_kind
def test_unpublishing_leaves_a_draft_and_deleting_leaves_the_address(
    kind: str, crisis: Crisis, as_moderator: Client
) -> None:
    record = make_record(kind, crisis, live=True)

    as_moderator.post(url(kind, "unpublish", record.pk))
    draft = Record.objects.get()
    as_moderator.post(url(kind, "delete", record.pk))

    assert not draft.live
    assert not Record.objects.exists()
    assert Address.objects.get(key=record.key).record is None


@every_kind
def test_every_page_of_a_record_opens(kind: str, crisis: Crisis, as_moderator: Client) -> None:
    record = make_record(kind, crisis, live=True)
    at_work = ("edit", "copy", "delete", "usage", "history", "unpublish", "workflow_history")

    answers = {view: as_moderator.get(url(kind, view, record.pk)).status_code for view in at_work}

    assert answers == dict.fromkeys(at_work, 200)


@every_kind
def test_no_kind_is_edited_at_the_address_of_another(kind: str, crisis: Crisis, as_moderator: Client) -> None:
    record = make_record(kind, crisis)
    other = next(name for name in KINDS if name != kind)

    assert as_moderator.get(url(other, "edit", record.pk)).status_code == 404


def test_a_draft_may_lack_a_title_but_not_be_published_without(
    crisis: Crisis, at_the_desk: Client, as_moderator: Client
) -> None:
    at_the_desk.post(url("event", "add"), form_data(crisis, title=""))
    draft = Event.objects.get()

    response = as_moderator.post(url("event", "edit", draft.pk), {**form_data(crisis, title=""), "action-publish": "1"})

    assert str(draft) == "Untitled"
    assert response.context["form"].errors == {"title": ["This field is required."]}
    assert not Event.objects.get().live


def test_an_update_takes_its_title_from_its_first_words(crisis: Crisis, at_the_desk: Client) -> None:
    at_the_desk.post(url("update", "add"), form_data(crisis, title="", summary="Cities met in Jeju.\nMore follows."))

    assert Record.objects.get().title == "Cities met in Jeju."


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [("month", date(2020, 11, 1), date(2020, 11, 30)), ("year", date(2020, 1, 1), date(2020, 12, 31))],
)
def test_a_month_or_a_year_is_kept_from_its_first_day_to_its_last(
    precision: str, start: date, end: date, crisis: Crisis, at_the_desk: Client
) -> None:
    at_the_desk.post(url("event", "add"), form_data(crisis, start_date="2020-11-12", precision=precision))

    event = Event.objects.get()
    assert (event.precision, event.start_date, event.end_date) == (precision, start, end)


def test_a_time_makes_an_event_exact_to_the_minute(crisis: Crisis, at_the_desk: Client) -> None:
    data = form_data(crisis, start_date="2020-07-29", start_time="15:00", timezone="Asia/Seoul")

    at_the_desk.post(url("event", "add"), data)
    form = at_the_desk.get(url("event", "edit", Event.objects.get().pk)).context["form"]

    assert Event.objects.get().precision == "minute"
    assert form.initial["precision"] == "day"
