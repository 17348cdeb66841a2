"""The product's truth; dev.py, test.py and production.py only say what differs."""

from pathlib import Path
from zoneinfo import available_timezones

import environ
from django.utils.translation import gettext_lazy as _

from fingerpost.config.settings.database import database
from fingerpost.config.settings.mail import mail
from fingerpost.config.settings.networks import networks

env = environ.Env()

#: Everything that must survive a restart or be backed up stands below this one folder.
DATA_DIR = Path(env.str("FINGERPOST_DATA", default="var")).resolve()

INSTALLED_APPS = [
    "fingerpost.desk",
    "fingerpost.site",
    "fingerpost.intake",
    "fingerpost.finding",
    "fingerpost.catalogue",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "fingerpost.config.middleware.log_requests",
    "fingerpost.config.middleware.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "fingerpost.config.urls"
WSGI_APPLICATION = "fingerpost.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fingerpost.site.context.frame",
            ],
        },
    },
]

DATABASES = {"default": database(env.str("DATABASE_URL", default=""), folder=DATA_DIR)}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Received pages, sheets and mails as they came: no address leads there.
    "intake": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "intake",
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

#: This machine's copy of what is searched; made anew from the database wherever it is missing.
INDEX_DIR = DATA_DIR / "index"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

#: Where people reach this hub: links in mails and calendars begin with it.
PUBLIC_URL = env.str("FINGERPOST_URL", default="http://localhost:8000").rstrip("/")
#: Networks behind this machine that pages may be fetched from, such as an intranet's; else only the open Internet is asked.
PRIVATE_NETWORKS = networks(env.list("FINGERPOST_PRIVATE_NETWORKS", default=[]))
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# EMAIL_BACKEND and what belongs to it.
globals().update(mail(env.str("FINGERPOST_MAIL_URL", default=""), folder=DATA_DIR))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FINGERPOST_MAIL_FROM", default="fingerpost@localhost")

WAGTAIL_SITE_NAME = "Fingerpost"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False  # a hub tells nobody that it exists
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# The system's own list also holds “localtime”, which names no zone.
WAGTAIL_USER_TIME_ZONES = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "ods", "odp", "pdf", "pptx", "rtf", "txt", "xlsx", "zip", "epub"]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]

#: One request may bring a page, a sheet or a document, not a film.
REQUEST_LIMIT_BYTES = 60 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # of it the words alone, such as the text of a long page pasted whole
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a hub page with many sections

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk shows its previews in a frame
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
