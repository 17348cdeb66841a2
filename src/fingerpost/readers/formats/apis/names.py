"""The names that interfaces give to the same field, without their marks and prefixes: "event_start_date" is "startdate"."""

import re
from functools import lru_cache

_PREFIX = re.compile(r"^(?:field|event|tribe|meta)(?=[a-z]{3})")

TITLE = ("title", "name", "headline", "subject", "summary")
TEXT = ("bodyhtml", "content", "description", "body", "abstract", "text", "excerpt", "summary")
URL = ("urlalias", "url", "htmllink", "link", "permalink", "weburl", "pageurl", "publicurl", "landingpage", "urls", "website")  # fmt: skip
REGISTER = ("registrationurl", "registerurl", "registrationlink", "rsvpurl", "signupurl", "ticketurl", "ticketsurl", "bookingurl", "website")  # fmt: skip
START = ("startdate", "start", "startdatetime", "startsat", "startat", "datestart", "datefrom", "begin", "begindate", "dtstart", "fromdate", "starttime", "startingdate")  # fmt: skip
END = ("enddate", "end", "enddatetime", "endsat", "endat", "dateend", "dateto", "finish", "dtend", "todate", "endtime", "endingdate")  # fmt: skip
CLOCK, END_CLOCK = ("starttime", "starthour", "time", "hour"), ("endtime", "endhour")
DATE = ("date", "dates", "daterange", "datetime", "when", "day")
ZONE = ("timezone", "tz", "timezonename", "zone")
DEADLINE = ("registrationdeadline", "registerby", "deadline", "registrationenddate", "registration")
PUBLISHED = ("publicationdate", "publishedat", "datepublished", "published", "pubdate", "postdate", "issued", "date", "created", "createdat", "creationdate", "datecreated")  # fmt: skip
ORGANISER = ("organizer", "organizers", "organiser", "organisers", "organizedby", "organisedby", "host", "hosts", "hostedby", "group")  # fmt: skip
PUBLISHER = ("source", "sources", "publisher", "publishers", "institution", "organization", "organisation", "organizations", "organisations")  # fmt: skip
PLACE = ("venue", "location", "place", "lieu", "lugar")
TOWN, COUNTRY = ("city", "town", "municipality"), ("country",)
LANGUAGE = ("language", "lang", "langcode", "locale", "inlanguage", "traininglanguage", "languagecode")
IDENTIFIER = ("icaluid", "uid", "uuid", "id", "guid", "nid", "identifier")
STATUS = ("status", "state")
ALL_DAY = ("allday", "isallday")
NEXT = ("next", "nextresturl", "nexturl", "nextlink", "odatanextlink", "nextpageurl", "nextpage")


@lru_cache(maxsize=4_096)
def plain_name(name: str) -> str:
    """Return a field's name without case, marks and the word for what it belongs to.

    >>> plain_name("event_start_date"), plain_name("startDate"), plain_name("_id")
    ('startdate', 'startdate', 'id')
    """
    plain = re.sub(r"[^a-z0-9]", "", name[:80].casefold())
    # Interfaces call the date of publication "date", and that of an event by its full name.
    return "startdate" if plain in ("eventdate", "dateofevent") else _PREFIX.sub("", plain)
