"""What a Source is, told by its first bytes: cheap enough to ask of every Source before any Reader is loaded."""

import re

_SNIFFED_BYTES = 4_096
_CALENDAR = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN\s*:\s*V(?:CALENDAR|EVENT)\b", re.IGNORECASE)


def looks_like_calendar(content: bytes) -> bool:
    """True if a file opens as iCalendar does."""
    return bool(_CALENDAR.match(_head(content)))


def _head(content: bytes) -> bytes:
    """The first bytes, without the zeros that UTF-16 puts between Latin letters."""
    return content[:_SNIFFED_BYTES].replace(b"\x00", b"")
