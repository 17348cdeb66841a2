from fingerpost.config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105 -- signs nothing that outlives a test
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "intake": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Tests serve static files straight from where they lie.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
# Each test searches what its own transaction holds.
INDEX_DIR = None
