from urllib.parse import urlsplit

from fingerpost.config.settings.base import *  # noqa: F403
from fingerpost.config.settings.logs import logging_settings
from fingerpost.config.settings.secret import secret_key
from fingerpost.config.setup import writable_folder

writable_folder(DATA_DIR)
SECRET_KEY = env.str("FINGERPOST_SECRET_KEY", default="") or secret_key(DATA_DIR / "secret.key")
LOGGING = logging_settings(env.str("FINGERPOST_LOG_LEVEL", default="INFO").upper())

_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = [
    *ALLOWED_HOSTS,
    *filter(None, [_public.hostname, env.str("HOST", default="").strip("[]")]),
    *env.list("FINGERPOST_HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
if _public.scheme == "https":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 30 * 24 * 3600
    LANGUAGE_COOKIE_SECURE = True
