"""What a network says of itself, and how its few tokens are served."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from fingerpost.site import brand
from fingerpost.site.colours import contrast
from fingerpost.site.models import NetworkSettings
from fingerpost.site.models.network import ACCENT, ACCENT_INK, PAPERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> NetworkSettings:
    return NetworkSettings.for_site(Site.objects.get(is_default_site=True))


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_products_own_accents_pass_their_own_check(network: NetworkSettings) -> None:
    network.accent_light, network.accent_dark = ACCENT

    network.full_clean()


@pytest.mark.parametrize(
    ("field", "colour", "ratio"), [("accent_light", "#6fc7bf", "1.89"), ("accent_dark", "#0a5c5a", "2.17")]
)
def test_a_weak_accent_is_refused_with_its_ratio(network: NetworkSettings, field: str, colour: str, ratio: str) -> None:
    setattr(network, field, colour)

    with pytest.raises(ValidationError) as refusal:
        network.full_clean()

    [sentence] = refusal.value.message_dict[field]
    assert f"“{colour}” has a contrast of {ratio}" in sentence
    assert "4.5 to 1" in sentence


@pytest.mark.parametrize("colour", ["red", "#12345", "#gggggg", "#fff;}body{display:none"])
def test_what_is_no_colour_is_refused(network: NetworkSettings, colour: str) -> None:
    network.accent_light = colour

    with pytest.raises(ValidationError) as refusal:
        network.full_clean()

    assert list(refusal.value.message_dict) == ["accent_light"]


def test_an_accepted_accent_can_be_read_on_every_ground(network: NetworkSettings) -> None:
    network.accent_light, network.accent_dark = "#7a1f5c", "#f0b35a"

    network.full_clean()

    for colour, papers, ink in zip(network.accents(), PAPERS, ACCENT_INK, strict=True):
        assert all(contrast(colour, other) >= 4.5 for other in (*papers, ink))


def test_the_stylesheets_tokens_are_those_that_contrast_is_checked_against() -> None:
    css = Path(brand.__file__).with_name("static").joinpath("site/hub.css").read_text(encoding="utf-8")

    assert f"--paper: light-dark({PAPERS[0][0]}, {PAPERS[1][0]})" in css
    assert f"--sheet: light-dark({PAPERS[0][1]}, {PAPERS[1][1]})" in css
    assert f"--accent: light-dark({ACCENT[0]}, {ACCENT[1]})" in css
    assert f"--accent-ink: light-dark({ACCENT_INK[0]}, {ACCENT_INK[1]})" in css


def test_a_network_that_sets_nothing_has_no_stylesheet_of_its_own(network: NetworkSettings, client: Client) -> None:
    assert brand.address(network) == ""


def test_a_networks_tokens_have_an_address_that_changes_with_them(network: NetworkSettings, client: Client) -> None:
    network.accent_light = "#7a1f5c"
    network.headings = "sans"
    network.save()
    first = brand.address(network)

    response = client.get(first)
    network.accent_light = "#3b4ba0"

    assert (
        response.content.decode() == "@layer tokens{:root{--accent:light-dark(#7a1f5c,#6fc7bf);--heading:var(--sans);}}"
    )
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert brand.address(network) != first


def test_an_old_address_of_the_tokens_serves_todays_briefly(network: NetworkSettings, client: Client) -> None:
    network.headings = "sans"
    network.save()

    response = client.get("/brand/0123456789ab.css")

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_demonstration_says_so(network: NetworkSettings) -> None:
    network.is_demonstration = True

    assert network.demonstration == "This is a demonstration. The network that it describes does not run it."
    network.demonstration_line = "Only a trial."
    assert network.demonstration == "Only a trial."
    network.is_demonstration = False
    assert network.demonstration == ""


def test_a_logo_takes_the_place_of_the_fingerpost(network: NetworkSettings, client: Client) -> None:
    network.logo = Image.objects.create(title="Logo", file=get_test_image_file())
    network.save()
    client.get("/events/")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/events/").content.decode()

    head = page.partition("<header")[2].partition("</header")[0]
    assert '<img alt="" height="64" src="/media/images/' in head
    assert "<svg" not in head
    assert len([one for one in asked if "wagtailimages" in one["sql"]]) <= 2
