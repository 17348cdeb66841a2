from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from fingerpost.config.settings.mail import mail
from fingerpost.config.settings.networks import networks

pytestmark = pytest.mark.once


def test_mail_goes_to_the_server_that_is_named() -> None:
    settings = mail("smtp+tls://me:secret@mail.example.org:587", folder=Path("/data"))

    assert {name: settings[name] for name in ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_HOST_USER")} == {
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "EMAIL_HOST_USER": "me",
    }


def test_without_a_server_mails_are_kept_as_files() -> None:
    assert mail("", folder=Path("/data"))["EMAIL_FILE_PATH"] == "/data/mail"


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_what_is_no_mail_server_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FINGERPOST_MAIL_URL"):
        mail(url, folder=Path("/data"))


def test_a_private_network_is_written_with_its_length() -> None:
    [network] = networks([" 10.1.0.0/16"])

    assert str(network) == "10.1.0.0/16"
    with pytest.raises(ImproperlyConfigured, match="“intranet”"):
        networks(["intranet"])
