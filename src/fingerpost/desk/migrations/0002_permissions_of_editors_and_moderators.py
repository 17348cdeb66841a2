from typing import Any

from django.db import migrations

#: Models by application and name, with the words that Django and Wagtail use in the names of their permissions.
EVENT = ("catalogue", "event", "event")
RESOURCE = ("catalogue", "resource", "resource")
MEASURE = ("catalogue", "measure", "measure")
UPDATE = ("catalogue", "update", "update")
ORGANISATION = ("catalogue", "organisation", "organisation")
PLACE = ("catalogue", "place", "place")
SERIES = ("catalogue", "series", "series")
THEME = ("catalogue", "theme", "theme")
CRISIS = ("catalogue", "crisis", "crisis")
BATCH = ("intake", "batch", "batch")
NETWORK = ("site", "networksettings", "network")
REDIRECT = ("wagtailredirects", "redirect", "redirect")

KINDS = (EVENT, RESOURCE, MEASURE, UPDATE)
AUTHORITIES = (ORGANISATION, PLACE, SERIES)

EDITORS = [
    *((model, action) for model in (*KINDS, *AUTHORITIES) for action in ("add", "change")),
    (BATCH, "view"),
]
MODERATORS = [
    *EDITORS,
    *((model, action) for model in KINDS for action in ("delete", "publish", "lock", "unlock")),
    *((model, "delete") for model in AUTHORITIES),
    *((model, action) for model in (THEME, CRISIS, REDIRECT) for action in ("add", "change", "delete")),
    (NETWORK, "change"),
]
GROUPS = {"Editors": EDITORS, "Moderators": MODERATORS}


def permission(apps: Any, model: tuple[str, str, str], action: str) -> Any:
    """Return a permission, made now where it is not there yet: Django makes its own only after all migrations."""
    app_label, name, words = model
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=name
    )
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{name}", defaults={"name": f"Can {action} {words}"}
    )
    return found


def give(apps: Any, _schema_editor: Any) -> None:
    for name, rights in GROUPS.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, model, action) for model, action in rights))


def take_back(apps: Any, _schema_editor: Any) -> None:
    for name, rights in GROUPS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*(permission(apps, model, action) for model, action in rights))


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_moderation"),
        ("catalogue", "0001_initial"),
        ("intake", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(give, take_back)]
