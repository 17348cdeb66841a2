"""What tells a post of a blog or of a newspaper, which shows the day and the hour it came out, from an event's page."""

import re
from urllib.parse import urlsplit

from fingerpost.readers.formats.pages.html.fields import Fields, as_day
from fingerpost.readers.values.moments import Moment

_STEP = 5  #: minutes; events begin at ten past or a quarter to, not at two minutes to
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/")


def is_day_of_post(start: Moment | None, address: str | None, published: Moment | None) -> bool:
    """True for the day in the address of a post, "/2020/06/01/title", and for the one on which the page came out."""
    if start is None:
        return False
    if match := _DAY_IN_PATH.search(urlsplit(address or "").path):
        return tuple(map(int, match.groups())) == (start.year, start.month, start.day)
    return start.time is None and published is not None and as_day(published) == start


def is_hour_of_post(fields: Fields, own: str | None = None) -> bool:
    """True for an hour at which nothing begins, such as 15:58: then something was posted, unless it is said to be a time."""
    start = fields.when.start if fields.when else None
    if start is None or start.time is None or start.time.minute % _STEP == 0 or (fields.when and fields.when.end):
        return False
    return not is_elsewhere(fields.register_url, own) and not {"time", "place", "deadline"} & fields.labelled


def is_elsewhere(address: str | None, own: str | None) -> bool:
    """True for a form of another site; that of the page's own is as often for its newsletter, or for its readers to sign in."""
    host, home = urlsplit(address or "").hostname, urlsplit(own or "").hostname
    return host is not None and (home is None or host.split(".")[-2:] != home.split(".")[-2:])
