"""A process that is killed in the middle leaves nothing half-saved, and the next one goes on."""

import random

from tests.hubs import ROWS, Hub

KILLS = 4

#: Each is run by a process of its own, which says when it begins.
RECEIVE = """
from fingerpost.catalogue.models import Crisis
from fingerpost.intake.actions import receive
rows = "".join(f"Forum number {n},2020-07-{n % 28 + 1:02},City {n % 50},https://example.org/{n}\\n" for n in range(ROWS))
receive(crisis=Crisis.objects.create(name="C", slug="c"), content=("Title,Date,Organiser,Link\\n" + rows).encode(),
        name="list.csv", today=NOW.date(), user=None, now=NOW)
"""
READ = """
from fingerpost.intake.actions import read_batch
from fingerpost.intake.models import Batch
pk = Batch.objects.get().pk
print("begun", flush=True)
read_batch(batch_id=pk, now=NOW)
"""
RESUME = """
from django.core.management import call_command
from fingerpost.intake.actions import resume_unfinished
print(resume_unfinished(now=NOW))
call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
"""
ACCEPT = """
from fingerpost.intake.actions import accept_items
from fingerpost.intake.models import Batch
pk = Batch.objects.get().pk
print("begun", flush=True)
accept_items(batch_id=pk, item_ids=None, publish=True, user=None, now=NOW)
"""
UNDO = """
from fingerpost.intake.actions import undo_batch
from fingerpost.intake.models import Batch
pk = Batch.objects.get().pk
print("begun", flush=True)
undo_batch(batch_id=pk, user=None, now=NOW)
"""


def test_killed_at_any_moment_nothing_is_half_saved_and_the_next_start_goes_on(hub: Hub) -> None:
    moments = random.Random(20200701)  # noqa: S311 -- no secret
    hub.do(RECEIVE)

    for _ in range(KILLS):
        killed = hub.kill(READ, after_s=moments.uniform(0, 2))
        hub.settle()
        assert (hub.one("SELECT state FROM intake_batch"), hub.one("SELECT count(*) FROM intake_item")) in {
            ("reading", 0),
            ("review", ROWS),
        }
        if not killed:
            break
        hub.ask("UPDATE intake_batch SET attempts = 0 RETURNING id")
    hub.do(RESUME)
    assert (hub.one("SELECT state FROM intake_batch"), hub.one("SELECT count(*) FROM intake_item")) == ("review", ROWS)

    for _ in range(KILLS):
        hub.kill(ACCEPT, after_s=moments.uniform(0, 3))
        hub.settle()
        accepted = hub.one("SELECT count(*) FROM intake_item WHERE decision = 'accepted'")
        assert (hub.counts(), accepted) in {((0,) * 4, 0), ((ROWS,) * 4, ROWS)}
    hub.do(ACCEPT)
    assert (hub.counts(), hub.one("SELECT state FROM intake_batch")) == ((ROWS,) * 4, "done")

    for _ in range(KILLS // 2):
        hub.kill(UNDO, after_s=moments.uniform(0, 3))
        hub.settle()
        state = hub.one("SELECT state FROM intake_batch")
        assert (hub.counts()[0], state) in {(ROWS, "done"), (0, "undone")}
    if state == "done":
        hub.do(UNDO)
    assert (hub.counts()[:3], hub.one("SELECT state FROM intake_batch")) == ((0, 0, 0), "undone")


def test_what_breaks_off_its_reading_again_and_again_is_given_up(hub: Hub) -> None:
    hub.do(RECEIVE)
    hub.ask("UPDATE intake_batch SET attempts = 5 RETURNING id")

    hub.do(RESUME)

    state, failure = hub.ask("SELECT state, failure FROM intake_batch")
    assert (state, failure) == (
        "failed",
        "Its reading was broken off again and again. Split the source, and import its parts.",
    )
