"""The index of this process: opens it, follows the catalogue with it or sees what another process wrote, builds it anew."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import structlog
from django.db import DatabaseError, close_old_connections

from fingerpost.catalogue.positions import LostPosition
from fingerpost.finding.engine import Index, UnreadableIndex
from fingerpost.finding.following.follower import Follower, build
from fingerpost.finding.following.homes import Home
from fingerpost.finding.gathering import count_all

log = structlog.get_logger(__name__)

#: How often the log is asked for news, and how long one look may take before the next thing is seen to.
LOOK_EVERY_S, LOOK_FOR_S = 0.2, 1.0
#: Who searches while the first index is built waits so long for it, counted from when this process began with it.
WAIT_S = 2.0
#: By then a process that follows has begun to build where there is nothing.
SOON_S = 60.0
#: A process that does not follow builds an index in passing only where there is so little.
BUILT_IN_PASSING = 20_000
#: An index that fails so often, one time after the other, is made anew; after each failure there is a pause.
PATIENCE, PAUSE_S = 3, 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an index is that is being built; both are 0 where another process builds it."""

    done: int
    total: int


class Keeper:
    """One for each process and home; without a home the index is kept in memory."""

    def __init__(self, home: Home | None) -> None:
        self.home = home
        self.progress: Progress | None = None
        self.is_followed = False  #: a thread of this process follows
        self.began = monotonic()
        self._index: Index | None = None
        self._name, self._news = "", (0, 0)
        self._unfinished: Index | None = None  #: what can be searched while the first one is being built
        self._follower: Follower | None = None
        self._failures = 0
        self._ready = threading.Event()
        self._one_at_a_time = threading.RLock()

    # Searching

    def current(self) -> Index:
        """Return what to search by: always something, if only an empty index."""
        if self.home is None:
            self._follow_in_memory()
        elif self.is_followed:
            self._wait_for_the_first()
            if self._follower is None:
                self.look()
        else:
            self._follow_in_passing(self.home)
        return self._index or self._unfinished or Index.open(None)

    def look(self) -> Index | None:
        """See what other processes have written; return what there is."""
        if self.home and self._one_at_a_time.acquire(blocking=False):
            try:
                self._look(self.home)
            finally:
                self._one_at_a_time.release()
        return self._index

    def _look(self, home: Home) -> None:
        name = home.current_name()
        if not name:
            return
        news = home.news(name)
        if name != self._name:
            # One that cannot be read is left to who follows; that may also have removed it in this very moment.
            with suppress(UnreadableIndex):
                self._take(_opened(home, name), name, news)
        elif self._index is not None and news != self._news:
            self._index.reload()
            self._news = news

    def _take(self, index: Index, name: str = "", news: tuple[int, int] = (0, 0)) -> None:
        self._index, self._name, self._news, self._unfinished = index, name, news, None
        self._ready.set()

    def _wait_for_the_first(self) -> None:
        left = WAIT_S - (monotonic() - self.began)
        if self._index is None and left > 0:
            self._ready.wait(left)

    # Following

    def follow(self, stop: threading.Event) -> None:
        """Follow until told to stop, or read along while another process does; what goes wrong is tried again."""
        self.is_followed, self.began = True, monotonic()
        try:
            while not stop.is_set():
                try:
                    close_old_connections()
                    self.step()
                except BaseException as error:
                    if isinstance(error, SystemExit):
                        raise
                    log.exception("The search index could not be followed; it is tried again in a moment.")
                    stop.wait(PAUSE_S * min(60, 2**self._failures))
                stop.wait(LOOK_EVERY_S)
        finally:
            self.is_followed = False
            self.let_go()

    def is_about_to_build(self) -> bool:
        """True if this process has begun just now, or another one sees to it."""
        return (self.is_followed and monotonic() - self.began < SOON_S) or self.is_followed_by_another()

    def is_followed_by_another(self) -> bool:
        """True if another process writes to the index at this moment."""
        with self._one_at_a_time:
            if self.home is None or self._follower is not None:
                return False
            is_free = self.home.lock()
            self.home.unlock()
            return not is_free

    def let_go(self) -> None:
        """Let another process follow."""
        with self._one_at_a_time:
            if self._follower is not None:
                self._follower.index.close()
                self._follower = None
            if self.home:
                self.home.unlock()

    def step(self) -> None:
        """See to what there is to see to now: follow for a second at most, or read along, or build."""
        with self._one_at_a_time:
            if self.home is None:
                self._follow_in_memory()
            elif self.home.lock():
                self._follow(self.home)
            else:
                self._follower = None
                self._look(self.home)

    def _follow(self, home: Home) -> None:
        if self._follower is None or home.is_rebuild_wanted() or home.current_name() != self._name:
            self._begin(home)
            return
        try:
            self._follower.catch_up(most_s=LOOK_FOR_S)
        except LostPosition as reason:
            log.info("The search index is built anew.", reason=str(reason))
            self._build(home, None)
        except DatabaseError:
            raise
        except BaseException:  # what goes wrong below Python is none of its usual exceptions
            self._doubt()
            raise
        self._failures = 0

    def _doubt(self) -> None:
        """Have the index opened again; if that does not help, it is given up."""
        self._failures += 1
        if self._follower is not None:
            with suppress(Exception):
                self._follower.index.close()
        self._follower = None

    def _begin(self, home: Home) -> None:
        """Go on with the index that there is, or build one. Somebody may have removed the folder of the one before."""
        if home.current_name() != self._name:
            self._follower = None
        follower = self._follower or self._standing(home)
        if follower is None or home.is_rebuild_wanted():
            self._build(home, follower)
        self._follower = self._follower or follower
        home.sweep()

    def _standing(self, home: Home) -> Follower | None:
        """Return who can go on with the index that stands there; one that is only old is searched by in the meantime."""
        name = home.current_name()
        if not name or self._failures >= PATIENCE:
            return None
        news = home.news(name)
        try:
            index = _opened(home, name)
        except UnreadableIndex as reason:
            log.warning("The search index is put aside and built anew.", reason=str(reason))
            home.put_aside(name)
            return None
        self._take(index, name, news)
        try:
            return Follower.of(index)
        except LostPosition as reason:
            log.info("The search index is built anew.", reason=str(reason))
            return None

    def rebuild(self, told: Callable[[Progress], object] = lambda _: None) -> bool:
        """Build anew here and now, if no other process is writing; say whether it was done."""
        with self._one_at_a_time:
            if self.home is None or not self.home.lock():
                return False
            try:
                self._build(self.home, None, told)
                self.home.sweep()
            finally:
                self.let_go()
            return True

    def _build(
        self, home: Home | None, old: Follower | None, also: Callable[[Progress], object] = lambda _: None
    ) -> None:
        """Build beside the index that there is, which goes on following as far as it can, and then switch."""
        began, total, followed = monotonic(), count_all(), [old] if old else []

        def told(done: int) -> None:
            self.progress = Progress(done, max(total, done))
            also(self.progress)
            try:
                for each in followed:
                    each.catch_up(most_s=LOOK_FOR_S)
            except DatabaseError:
                raise
            except Exception as reason:
                log.info("The search index follows no more until it is built anew.", reason=str(reason))
                followed.clear()

        name = home.begin() if home else ""
        index = Index.open(home.path / name if home else None)
        if self._index is None:
            self._unfinished = index
        try:
            follower = build(index, told=told)
            if home:
                index.close()
                home.switch(name)
        finally:
            self.progress = None
        for each in (old, self._follower):
            if each is not None:
                each.index.close()
        self._follower, self._failures = follower, 0
        self._take(index, name, home.news(name) if home else (0, 0))
        log.info("The search index is built.", entries=index.size(), seconds=round(monotonic() - began, 1))

    # Where nobody follows all the time: tests, commands, other servers

    def _follow_in_memory(self) -> None:
        with self._one_at_a_time:
            try:
                if self._follower is None:
                    self._build(None, None)
                while self._follower and not self._follower.catch_up(most_s=LOOK_FOR_S):
                    continue
            except LostPosition:
                self._follower = None
                self._follow_in_memory()

    def _follow_in_passing(self, home: Home) -> None:
        with self._one_at_a_time:
            writes = home.lock()
            self._look(home)
            if writes:
                try:
                    self._catch_up_in_passing(home)
                finally:
                    self.let_go()

    def _catch_up_in_passing(self, home: Home) -> None:
        try:
            if self._index is None:
                raise LostPosition("There is no index.")
            self._follower = Follower.of(self._index)
            self._follower.catch_up(most_s=LOOK_FOR_S)
        except LostPosition:
            self._follower = None
            if count_all() <= BUILT_IN_PASSING:
                self._build(home, None)
                home.sweep()


def _opened(home: Home, name: str) -> Index:
    """Open an index and see whether it can be searched. Raises UnreadableIndex."""
    try:
        index = home.open(name)
        index.state()
        index.languages()
    except UnreadableIndex:
        raise
    except BaseException as error:
        # What is broken below Python comes as an exception of its own kind, which is none of Python's usual ones.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise UnreadableIndex(f"“{home.path / name}” cannot be searched ({error}).") from error
    return index
