"""A process that is killed while it follows, or while it builds, leaves an index to search by, and the next one goes on."""

from tests.hubs import Hub

#: Run by one process, which is set up once and begins each of the others as a copy of itself.
SCRIPT = """
import os, random, signal, threading, time

KILLS, MOMENTS = 8, random.Random(20200701)

def seed():
    from fingerpost.catalogue.actions import create_records
    from fingerpost.catalogue.models import Credit, Crisis, Event, Organisation, Theme
    crisis, theme = Crisis.objects.create(name="C", slug="c"), Theme.objects.create(name="Health", slug="health")
    who = Organisation.objects.create(name="WHO", slug="who")
    records = [Event(title=f"Forum {n}", crisis=crisis, live=n % 3 > 0) for n in range(ROWS)]
    for record in records:
        record.credits, record.themes = [Credit(organisation=who)], [theme]
    create_records(records, user=None, now=NOW)

def live():
    # Search by what the process before left, then follow and write at the same time.
    from fingerpost.catalogue.models import Event, Record, Theme
    from fingerpost.finding.engine import Every
    from fingerpost.finding.following import keeper, run_following
    left = keeper().look()
    assert left is None or (left.state() and left.ask(Every(())).total > 100)
    numbers = random.Random()
    threading.Thread(target=run_following, args=(threading.Event(),), daemon=True).start()
    while True:
        one, other = Record.objects.order_by("?")[:2]
        one.title = f"Edited {numbers.random()}"
        one.save()
        other.delete()
        theme = Theme.objects.get()
        Event.objects.create(title="New", crisis=one.crisis, live=True).themes.add(theme)
        theme.name = f"Health {numbers.random()}"
        theme.save()
        if numbers.random() < 0.2:
            keeper().home.ask_for_rebuild()

def check():
    from fingerpost.finding.engine import Index
    from fingerpost.finding.following import current, keeper, status
    from fingerpost.finding.gathering import all_entries
    def told(index):
        return {id_: index.told(id_) for id_ in index.ids()}
    found = current()
    while status()["behind"]:
        found = current()
    made = Index.open(None)
    made.write(all_entries())
    assert told(found) == told(made)
    folders = [each.name for each in keeper().home.path.iterdir() if each.is_dir()]
    assert keeper().home.current_name() in folders

def begin(work):
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:
        import traceback
        traceback.print_exc()
        os._exit(1)
    os._exit(0)

def ended(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

assert ended(begin(seed)) == 0
for _ in range(KILLS):
    pid = begin(live)
    time.sleep(MOMENTS.uniform(0.2, 1.5))
    os.kill(pid, signal.SIGKILL)
    assert ended(pid) == -signal.SIGKILL
assert ended(begin(check)) == 0
"""


def test_killed_at_any_moment_it_can_be_searched_by_and_becomes_what_the_database_says(hub: Hub) -> None:
    hub.do(SCRIPT)
