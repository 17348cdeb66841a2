"""``fingerpost index``: how an operator looks after this machine's search index."""

import json
import time
from collections.abc import Callable

import click

from fingerpost.config.setup import CannotStart, set_up

Say = Callable[[str], object]
#: How often somebody who waits for another process looks whether it has done what it was asked for.
LOOK_EVERY_S = 0.5


def rebuild(*, say: Say) -> None:
    """Make the index anew, here or in the process that follows, and wait until it is done."""
    set_up()
    from fingerpost.finding.following import Progress, keeper  # noqa: PLC0415 -- Django must be set up first

    mine = keeper()
    if mine.home is None:
        raise CannotStart("The index is kept in memory here; there is nothing to rebuild. Set INDEX_DIR to a folder.")
    before = mine.home.current_name()
    with click.progressbar(length=1, label="Building the search index", width=30) as bar:

        def told(progress: Progress) -> None:
            bar.length = max(1, progress.total)
            bar.update(progress.done - bar.pos)

        while not mine.rebuild(told):
            # The process that follows does it between two changes; should it end, this one takes its place.
            if not mine.home.is_rebuild_wanted():
                mine.home.ask_for_rebuild()
            time.sleep(LOOK_EVERY_S)
            if mine.home.current_name() != before:
                break
    index = mine.look()
    say(f"The search index is built: {index.size() if index else 0} entries.")


def tell(*, say: Say, as_json: bool) -> None:
    """Say what the index holds and how far it follows the catalogue."""
    set_up()
    from fingerpost.finding.following import status  # noqa: PLC0415 -- Django must be set up first

    told = status()
    if as_json:
        say(json.dumps(told, ensure_ascii=False, indent=2))
        return
    follows = "A process follows the catalogue." if told["followed"] else "No process follows the catalogue now."
    say(f"{told['entries']} entries in {told['folder']}. {told['behind']} changes behind. {follows}")
    if told["trouble"]:
        say(str(told["trouble"]))
