"""What single values of the catalogue must look like, with the sentence that says so."""

from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    _("Write the language as a BCP 47 tag, such as “en”, “ko” or “pt-BR”."),
)
validate_country = RegexValidator(
    r"^[A-Z]{2}$", _("Write the country as its two letters in ISO 3166-1, such as “NP” or “KR”.")
)
#: Hazard, year, number and country as GLIDE writes them (glidenumber.net): EP-2020-000012-KOR.
validate_glide = RegexValidator(
    r"^[A-Z]{2}-\d{4}-\d{6}(-[A-Z]{3})?$",
    _("Write the GLIDE number as hazard, year, number and country, such as “EP-2020-000012-KOR”."),
)
validate_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as six hexadecimal digits, such as “#0a5c5a”.")
)


def validate_timezone(name: str) -> None:
    """Raise ValidationError unless this is a name in the IANA time zone database."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write it as region and city, such as “Asia/Seoul”."),
            params={"name": name},
        )


def validate_web_address(address: str) -> None:
    """Raise ValidationError unless a browser may be sent there: http or https, with a host and no password."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.password is None
    except ValueError:
        sound = False
    if not sound:
        raise ValidationError(
            _("“%(address)s” is not a web address. It must begin with https:// or http://."),
            params={"address": address[:200]},
        )
