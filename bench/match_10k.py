"""How long a batch of 10,000 takes to be told apart from 100,000 records that the hub knows: at most 60 s.

Half of the batch is known, under a title with a slip of the pen, a longer title or the same one; half is new.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta

from table import row

LIMIT_S = 60.0
RECORDS, BATCH = 100_000, 10_000
WORDS = [
    "cities",
    "resilience",
    "response",
    "pandemic",
    "recovery",
    "food",
    "water",
    "waste",
    "transport",
    "housing",
    "health",
    "data",
    "climate",
    "finance",
    "women",
    "youth",
    "markets",
    "schools",
    "informal",
    "workers",
    "tourism",
    "culture",
    "energy",
    "ports",
    "planning",
    "governance",
    "learning",
    "exchange",
    "dialogue",
    "forum",
    "lessons",
    "sharing",
    "practices",
    "building",
    "better",
    "preparing",
    "protecting",
    "measuring",
    "leaving",
    "behind",
    "local",
    "action",
    "global",
]
PLACES = [f"{first}{last}" for first in ("Ka", "Su", "Mi", "Do", "Ta", "Ren", "Bal", "Os") for last in ("thar", "rat", "yang", "rido", "lem", "beru", "kona")]  # fmt: skip


def title(chance: random.Random) -> str:
    return " ".join(
        [*chance.sample(WORDS, chance.randint(4, 8)), "in", chance.choice(PLACES), str(chance.randint(1, 400))]
    )


def measured() -> None:
    from fingerpost.config.setup import set_up  # noqa: PLC0415 -- in the child only

    set_up()
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up
    from django.db import transaction  # noqa: PLC0415 -- as above

    from fingerpost.catalogue.models import Credit, Crisis, Event, Organisation, Record  # noqa: PLC0415 -- as above
    from fingerpost.intake.actions.telling import told_first  # noqa: PLC0415 -- as above
    from fingerpost.intake.actions.weighing import Weighing  # noqa: PLC0415 -- as above
    from fingerpost.intake.models import Batch  # noqa: PLC0415 -- as above
    from fingerpost.readers.types import Candidate  # noqa: PLC0415 -- as above
    from fingerpost.readers.values.moments import Moment  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    chance, now = random.Random(1), datetime.now(UTC)  # noqa: S311 -- made data
    first = date(2018, 1, 1)
    with transaction.atomic():
        crisis = Crisis.objects.create(name="Bench", slug="bench")
        organisations = [Organisation(name=f"Organisation {number}", slug=f"o-{number}") for number in range(500)]
        Organisation.objects.bulk_create(organisations)
        records = [
            Event(crisis=crisis, key=f"{number:06d}", title=title(chance), start_date=first + timedelta(chance.randrange(3000)))
            for number in range(RECORDS)
        ]  # fmt: skip
        Record.objects.bulk_create(records, batch_size=500)
        by = {record.pk: chance.choice(organisations) for record in records}
        Credit.objects.bulk_create(
            [Credit(record_id=pk, organisation=organisation) for pk, organisation in by.items()], batch_size=500
        )
    candidates = []
    for number in range(BATCH):
        record = chance.choice(records)
        known = number % 2 == 0
        words = record.title if known else title(chance)
        if known and number % 3 == 0:
            at = chance.randrange(1, len(words) - 1)
            words = words[:at] + words[at + 1 :]
        elif known and number % 3 == 1:
            words += ": a dialogue of practitioners"
        day = record.start_date if known else first + timedelta(chance.randrange(3000))
        name = by[record.pk].name if known else chance.choice(organisations).name
        candidates.append(
            Candidate(
                type="event",
                title=words,
                start=Moment(day.year, day.month, day.day),
                organisers=(name,),
                origin=f"row {number}",
            )
        )
    batch = Batch(crisis=crisis, name="bench", digest="0", reader="bench", imported_at=now)
    started = time.perf_counter()
    verdicts = Weighing(batch, told_first(candidates), today=now.date()).verdicts()
    taken_s = time.perf_counter() - started
    # No foreign record may be taken for one; of the known half each is found or asked about.
    found = sum(verdict.outcome == "same" or bool(verdict.likely) for verdict in verdicts[::2])
    wrong = sum(verdict.outcome == "same" for verdict in verdicts[1::2])
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(taken_s, found / (BATCH / 2), wrong / (BATCH / 2), peak_mb)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        here = {**os.environ, "FINGERPOST_DATA": folder, "DATABASE_URL": ""}
        done = subprocess.run(
            [sys.executable, __file__, "--child"], capture_output=True, text=True, check=False, env=here
        )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    taken_s, found, wrong, peak_mb = (float(figure) for figure in done.stdout.split()[-4:])
    within = row(f"{BATCH} candidates against {RECORDS} records", taken_s, LIMIT_S, "s")
    print(
        f"  of the known ones {found:.1%} found or asked about; of the new ones {wrong:.2%} taken for a known one; {peak_mb:.0f} MB"
    )
    return 0 if within else 1


if __name__ == "__main__":
    if "--child" in sys.argv:
        measured()
    else:
        sys.exit(main())
