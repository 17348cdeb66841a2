"""How a robot behaves: it obeys robots.txt (RFC 9309), and asks a host for one thing at a time, with pauses."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

PAUSE_S = 1.0
_KEPT_S = 3600
_HOSTS_KEPT = 1000

_rules: dict[str, tuple[float, Protego | None]] = {}
_next_turn: dict[str, float] = defaultdict(float)
_lock = threading.Lock()


def is_forbidden(url: str, *, agent: str, get: Callable[[str], bytes | None]) -> bool:
    """True if the host's robots.txt keeps us from this address; ``get`` gives its bytes, or None where the host fails.

    A host that fails to say forbids everything (section 2.3.1.4). Rules are kept for an hour.
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    now = time.monotonic()
    kept = _rules.get(site)
    if kept is None or kept[0] < now:
        if len(_rules) >= _HOSTS_KEPT:
            _rules.clear()
        text = get(f"{site}/robots.txt")
        rules = None if text is None else Protego.parse(text.decode("utf-8", errors="replace"))
        kept = _rules[site] = (now + (_KEPT_S if rules else 60), rules)
    return kept[1] is None or not kept[1].can_fetch(url, agent)


def wait_for_turn(host: str, *, at_most_s: float) -> None:
    """Wait until this process may ask the host again."""
    with _lock:
        if len(_next_turn) > _HOSTS_KEPT:
            _next_turn.clear()
        now = time.monotonic()
        turn = max(now, _next_turn[host])
        _next_turn[host] = turn + PAUSE_S
    time.sleep(min(max(0.0, turn - now), at_most_s))
