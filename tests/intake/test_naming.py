import pytest

from fingerpost.catalogue.models import Crisis, Event, Organisation, OrganisationAlias, Place, Series
from fingerpost.intake.actions.naming import Organisations, Places, Whereabouts, country_code
from tests.intake.made import event, import_

pytestmark = pytest.mark.django_db


@pytest.fixture
def undrr() -> Organisation:
    entry = Organisation.objects.create(
        name="United Nations Office for Disaster Risk Reduction", short_name="UNDRR", slug="undrr"
    )
    OrganisationAlias.objects.create(organisation=entry, name="UNISDR")
    return entry


@pytest.mark.parametrize(
    "written",
    [
        "UNDRR",
        "undrr.",
        "unisdr",
        "United Nations Office for Disaster Risk Reduction",
        "the United Nations office for disaster risk reduction",
        "United Nations Office for Disaster Risk Reduction (UNDRR)",
        "UN Office for Disaster Risk Reduction (UNDRR)",
        "UNDRR (United Nations Office for Disaster Risk Reduction)",
    ],
)
def test_an_organisation_is_found_under_each_of_its_names(undrr: Organisation, written: str) -> None:
    assert Organisations().token(written) == undrr.pk


@pytest.mark.parametrize("written", ["UNDRR Bangkok", "Ministry of Health (UNDRR)", "Disaster"])
def test_another_name_is_another_organisation(undrr: Organisation, written: str) -> None:
    assert Organisations().token(written) != undrr.pk


def test_an_unknown_name_is_proposed_once(crisis: Crisis) -> None:
    rows = (
        ("Centre for Livable Cities",),
        ("centre for  livable cities,",),
        ("Centre for Livable Cities (CLC)",),
        ("CLC",),
    )
    import_(crisis, *(event(f"Event {line}", organisers=who, line=line) for line, who in enumerate(rows)))

    assert list(Organisation.objects.values_list("name", "short_name", "slug", "standing")) == [
        ("Centre for Livable Cities", "CLC", "centre-for-livable-cities", "proposed")
    ]


def test_two_names_with_one_slug_get_an_address_each(crisis: Crisis) -> None:
    Organisation.objects.create(name="Ville de Genève", slug="geneve")

    import_(crisis, event(organisers=("Genève",)), event("Other", organisers=("जिनेभा", "日内瓦")))

    assert Organisation.objects.get(name="Genève").slug == "geneve-2"
    assert Organisation.objects.count() == Organisation.objects.values("slug").distinct().count() == 4


@pytest.mark.parametrize(
    "name", ["Ministry of Health (Nepal)", "WRI (TheCityFix)", "Platform (Cities Against COVID-19)"]
)
def test_what_stands_in_brackets_and_is_no_acronym_belongs_to_the_name(crisis: Crisis, name: str) -> None:
    import_(crisis, event(organisers=(name,)), event("Other", organisers=(name.partition(" (")[0],)))

    assert list(Organisation.objects.order_by("pk").values_list("name", "short_name")) == [
        (name, ""),
        (name.partition(" (")[0], ""),
    ]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("World Smart Sustainable Cities Organization (WeGO)", ("World Smart Sustainable Cities Organization", "WeGO")),
        ("WHO (World Health Organization)", ("World Health Organization", "WHO")),
        ("세계보건기구 (WHO)", ("세계보건기구", "WHO")),
        ("世界保健機関（WHO）", ("世界保健機関", "WHO")),
    ],
)
def test_an_acronym_in_brackets_is_the_short_name(crisis: Crisis, written: str, parts: tuple[str, str]) -> None:
    import_(crisis, event(organisers=(written,)))

    assert Organisation.objects.values_list("name", "short_name").get() == parts


def test_names_that_only_a_known_record_comes_with_are_not_proposed(crisis: Crisis) -> None:
    Event(crisis=crisis, title="City forum", start_date="2020-07-29").save()

    import_(crisis, event(organisers=("Somebody new",)))

    assert not Organisation.objects.exists()


def test_a_series_is_made_once_and_found_again(crisis: Crisis) -> None:
    import_(
        crisis, event("I", series="Consultation Series", number=1), event("II", series="consultation series", number=2)
    )
    import_(crisis, event("IV", series="Consultation series", number=4))

    series = Series.objects.get()
    assert list(series.records.order_by("number").values_list("number", flat=True)) == [1, 2, 4]


@pytest.fixture
def places(db: None) -> dict[str, int]:
    made = {
        "Seoul": ("city", "KR"),
        "Paris": ("city", "FR"),
        "Singapore": ("city", "SG"),
        "Nepal": ("country", "NP"),
    }
    return {
        name: Place.objects.create(name=name, slug=name.lower(), kind=kind, country=country).pk
        for name, (kind, country) in made.items()
    }


@pytest.mark.parametrize(
    ("written", "name", "venue"),
    [
        ("Seoul", "Seoul", ""),
        ("Seoul, Republic of Korea", "Seoul", ""),
        ("SEOUL (South Korea)", "Seoul", ""),
        ("City Hall, Seoul, Korea", "Seoul", "City Hall, Seoul, Korea"),
        ("Singapore", "Singapore", ""),
        ("Nepal", "Nepal", ""),
        ("Paris, Texas", None, "Paris, Texas"),
        ("Paris, United States", None, "Paris, United States"),
        ("Kathmandu, Nepal", None, "Kathmandu, Nepal"),
        ("Room 5", None, "Room 5"),
    ],
)
def test_a_place_is_found_by_name_and_country(
    places: dict[str, int], written: str, name: str | None, venue: str
) -> None:
    assert Places().find(written) == Whereabouts(place=places.get(name or ""), venue=venue)


def test_a_city_name_that_two_countries_share_needs_its_country(places: dict[str, int]) -> None:
    Place.objects.create(name="Paris", slug="paris-us", country="US")

    assert Places().find("Paris") == Whereabouts(venue="Paris")
    assert Places().find("Paris, France") == Whereabouts(place=places["Paris"])


def test_online_is_a_mode_and_no_venue() -> None:
    assert Places().find("Online") == Whereabouts(mode="online")


@pytest.mark.parametrize(
    ("name", "code"), [("Viet Nam", "VN"), ("Türkiye", "TR"), ("Lao PDR", "LA"), ("Japan", "JP"), ("Europe", None)]
)
def test_countries_are_known_by_the_names_in_use(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_an_unknown_place_of_a_measure_is_a_question(crisis: Crisis) -> None:
    report = import_(crisis, event("Masks for all", type="measure", place="Atlantis"))

    assert [issue.problem for issue in report.issues] == ["“Atlantis” is not a place that the catalogue knows."]


def test_a_word_that_is_spelled_in_two_ways_makes_no_second_organisation(db: None) -> None:
    who = Organisation.objects.create(name="World Health Organization", slug="who")
    habitat = Organisation.objects.create(name="United Nations Human Settlements Programme", slug="un-habitat")

    tokens = Organisations().tokens(["World Health Organisation", "United Nations Human Settlements Program"])

    assert tokens == [who.pk, habitat.pk]
