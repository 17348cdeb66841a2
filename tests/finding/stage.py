"""A small catalogue for the tests of finding: a webinar in Seoul, and everything that it carries."""

from datetime import date
from typing import Any

from fingerpost.catalogue.models import (
    Credit,
    Crisis,
    Event,
    Link,
    Measure,
    Organisation,
    OrganisationAlias,
    Phase,
    Place,
    Series,
    Theme,
    ThemeLabel,
    Translation,
)


class Stage:
    def __init__(self) -> None:
        self.crisis = Crisis.objects.create(name="COVID-19", slug="covid-19")
        self.phase = Phase.objects.create(crisis=self.crisis, name="Recovery", slug="recovery")
        self.health = Theme.objects.create(name="Health", slug="health")
        self.masks = Theme.objects.create(name="Masks", slug="masks", parent=self.health)
        ThemeLabel.objects.create(theme=self.masks, language="ko", name="마스크")
        self.who = Organisation.objects.create(name="World Health Organization", short_name="WHO", slug="who")
        OrganisationAlias.objects.create(organisation=self.who, name="세계보건기구", language="ko")
        self.wpro = Organisation.objects.create(name="Western Pacific Office", slug="wpro", parent=self.who)
        self.seoul = Place.objects.create(name="Seoul", slug="seoul", country="KR")
        self.series = Series.objects.create(
            name="Lessons", slug="lessons", organisation=self.wpro, description="Each month."
        )
        self.webinar = self.make(Event, series=self.series, place=self.seoul)

    def make(self, kind: Any = Event, title: str = "Masks in cities", **facts: Any) -> Any:
        """Return a saved public record that carries what there is."""
        record = kind(
            title=title,
            **{"crisis": self.crisis, "summary": "How many?", "language": "en", "live": True, "start_date": date(2020, 7, 1)} | facts,
        )  # fmt: skip
        record.credits = [Credit(organisation=self.wpro)]
        record.links = [Link(url="https://example.org/"), Link(url="https://example.org/slides", role="slides")]
        record.translations = [Translation(language="ko", title="도시의 마스크", summary="몇 개?")]
        record.themes = [self.masks]
        record.save()
        return record

    def measure(self, **facts: Any) -> Any:
        return self.make(Measure, "Masks for all", phase=self.phase, result="Fewer fell ill.", **facts)
