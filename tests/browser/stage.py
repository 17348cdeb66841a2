"""Set up the hub that the browser looks at: the demonstration, and what it lacks. Prints the addresses of its pages."""

import json
import sys
from datetime import UTC, date, datetime, time, timedelta

import django
from django.core.management import call_command


def main() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    people()
    return addresses() | extras()


def people() -> None:
    """Add who works at the desk; each one's password is their name."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- needs Django set up
    from django.contrib.auth.models import Group  # noqa: PLC0415 -- as above

    for name, group in (("editor", "Editors"), ("moderator", "Moderators")):
        user = get_user_model().objects.create_user(name, f"{name}@example.org", name)
        user.groups.set(Group.objects.filter(name=group))


def addresses() -> dict[str, str]:
    """Return one page of each template that the demonstration fills."""
    from fingerpost.catalogue.models import Organisation, Place, Record, Theme  # noqa: PLC0415 -- needs Django set up
    from fingerpost.site.models import TextPage  # noqa: PLC0415 -- as above

    live = Record.objects.live()
    measure = live.filter(kind="measure", place__isnull=False).exclude(summary="").first()
    numbered = live.filter(number__isnull=False).first()
    busiest = Organisation.objects.public().with_counts().order_by("-entries").first()
    theme = Theme.objects.filter(records__live=True).first()
    return {
        "hub": "/",
        "about": TextPage.objects.live().first().get_url(),
        "events": "/events/",
        "resources": "/resources/",
        "measures": "/measures/",
        "updates": "/updates/",
        "second page": "/events/?page=2",
        "filtered list": f"/measures/?theme={theme.slug}&country={measure.place.country}&sort=title",
        "empty list": f"/updates/?theme={theme.slug}&year=1990",
        "not understood": "/events/?theme=no-such-theme&colour=red",
        "beyond the last page": "/events/?page=99",
        "resource": live.filter(kind="resource", links__isnull=False).first().get_absolute_url(),
        "measure": measure.get_absolute_url(),
        "update": live.filter(kind="update").first().get_absolute_url(),
        "member of a series": numbered.get_absolute_url(),
        "organisation": busiest.get_absolute_url(),
        "organisations": "/organisations/",
        "city": Place.objects.get(pk=measure.place_id).get_absolute_url(),
        "cities": "/cities/",
        "theme": theme.get_absolute_url(),
        "themes": "/themes/",
        "series": numbered.series.get_absolute_url(),
        "all series": "/series/",
        "find": "/find/",
        "found": "/find/?q=health",
        "found and narrowed": f"/find/?q=health&kind=event&kind=resource&theme={theme.slug}&sort=newest",
        "found in Urdu": "/find/?q=بازار",
        "found nothing": "/find/?q=xylophone",
        "search not understood": "/find/?q=health&theme=helth&colour=red",
        "404": "/events/zzzz-mobility-in-cities",
    }


def extras() -> dict[str, str]:
    """Add an event that says everything and still comes, and a record that was taken away."""
    from fingerpost.catalogue.models import (  # noqa: PLC0415 -- needs Django set up
        Credit,
        Crisis,
        Event,
        Link,
        Organisation,
        Place,
        Record,
        Series,
        Theme,
        Translation,
    )
    from fingerpost.intake.models import Batch, Item  # noqa: PLC0415 -- as above

    full = Event(
        crisis=Crisis.objects.first(),
        title="Consultation of mayors on keeping markets open",
        summary="Twelve cities compare how they kept food markets open.\nQuestions may be sent beforehand.",
        start_date=date.today() + timedelta(days=3),  # noqa: DTZ011 -- a day, in whatever zone
        start_time=time(16),
        end_time=time(17, 30),
        timezone="Asia/Seoul",
        precision="minute",
        register_by_date=date.today() + timedelta(days=1),  # noqa: DTZ011 -- as above
        mode="hybrid",
        venue="City Hall",
        status="moved",
        language="ko",
        format="Webinar",
        series=Series.objects.create(name="Consultations of mayors", slug="consultations-of-mayors"),
        number=2,
        place=Place.objects.filter(kind="city").first(),
    )
    organisations = Organisation.objects.all()[: len(Credit.Role)]
    full.credits = [Credit(organisation=one, role=role) for one, role in zip(organisations, Credit.Role, strict=True)]
    full.links = [Link(role=role, url=f"https://example.org/{role}") for role in Link.Role]
    full.translations = [
        Translation(language="ur", title="بازار کھلے رکھنا", summary="بارہ شہر", by_machine=True),
        Translation(language="ne", title="बजार खुला राख्ने", summary="बाह्र सहर"),
    ]
    full.themes = list(Theme.objects.all()[:3])
    full.save()
    batch = Batch.objects.create(
        crisis=full.crisis, name="A page", url="https://example.org/", reader="pages", imported_at=datetime.now(UTC)
    )
    raw = "Consultation of mayorsCityNet10 Apr 2020" + "x" * 200
    Item.objects.create(batch=batch, record=full, outcome="new", identity="x", locator="line 3", raw=raw)

    gone = Event(crisis=full.crisis, title="Taken away")
    gone.save()
    address = gone.get_absolute_url()
    Record.objects.filter(pk=gone.pk).delete()
    return {"event": full.get_absolute_url(), "series with a gap": full.series.get_absolute_url(), "410": address}


if __name__ == "__main__":
    django.setup()
    json.dump(main(), sys.stdout)
