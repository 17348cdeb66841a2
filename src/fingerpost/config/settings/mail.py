from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def mail(url: str, *, folder: Path) -> dict[str, Any]:
    """Return Django's settings for a mail server's address; without one, mails are kept as files in the data folder.

    Raises ImproperlyConfigured with a sentence for what is no such address.
    """
    if not url.strip():
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    try:
        settings = environ.Env.email_url_config(url.strip())
    except (KeyError, ValueError, ImproperlyConfigured):
        settings = {}
    if not settings.get("EMAIL_HOST"):
        raise ImproperlyConfigured(
            "FINGERPOST_MAIL_URL is not the address of a mail server. Write it as smtp+tls://user:password@host:587."
        )
    return {**settings, "EMAIL_TIMEOUT": 20}
