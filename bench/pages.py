"""Made pages of a thousand rows, as a network keeps them by hand: as HTML, and as the text that a dump leaves of it."""

import html
from datetime import date, timedelta

ORGANISERS = (
    "WeGO",
    "UNDRR",
    "United Nations ESCAP",
    "ICLEI",
    "World Bank",
    "UN-Habitat",
    "WHO",
    "CityNet",
    "OECD",
    "UCLG",
)
SUBJECTS = (
    "Public Health",
    "Transport",
    "Housing",
    "Waste",
    "Water",
    "Schools",
    "Markets",
    "Tourism",
    "Finance",
    "Data",
)
VERBS = ("Rebuilding", "Protecting", "Rethinking", "Financing", "Measuring", "Digitising", "Reopening")
PLACES = ("Secondary Cities", "Coastal Towns", "Informal Settlements", "Mountain Districts", "Port Cities")


def rows(count: int) -> list[tuple[str, str, date, str]]:
    """Return titles, organisers, days and addresses, no two rows alike."""
    made = []
    for number in range(count):
        title = f"{VERBS[number % 7]} {SUBJECTS[number % 10]} in {PLACES[number % 5]}: Lessons from Pandemic Week {number + 1}"
        organiser = ORGANISERS[number % 10]
        if number % 3 == 0:
            organiser += f" & {ORGANISERS[(number + 3) % 10]}"
        day = date(2020, 1, 6) + timedelta(days=number % 600)
        made.append((title, organiser, day, f"https://example.org/events/{number + 1}"))
    return made


def as_html(count: int) -> str:
    cells = "\n".join(
        f'<tr><td><a href="{url}">{html.escape(title)}</a></td><td>{html.escape(organiser)}</td>'
        f"<td>{day:%d %b %Y}</td></tr>"
        for title, organiser, day, url in rows(count)
    )
    return (
        '<!doctype html><html lang="en"><head><title>Responses to the pandemic</title></head><body><h1>Responses</h1>'
        "<h2>Partner Organisations' Events</h2><table><thead><tr><th>Title (Link)</th><th>Organiser</th><th>Date</th></tr>"
        f"</thead><tbody>{cells}</tbody></table></body></html>"
    )


def as_flattened_text(count: int) -> str:
    lines = "\n".join(f"{title}{organiser}{day:%d %b %Y}" for title, organiser, day, _url in rows(count))
    return f"Responses to the pandemic\n\nPartner Organisations' Events\n\nTitle (Link)\n{lines}\n"
