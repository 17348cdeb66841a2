from typing import Any

from django.db import migrations

EDITORS = ("add", "change")
MODERATORS = (*EDITORS, "delete")
GROUPS = {"Editors": EDITORS, "Moderators": MODERATORS}


def permission(apps: Any, action: str) -> Any:
    """Return the permission, made now where it is not there yet: Django makes its own only after all migrations."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="finding", model="synonymring"
    )
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_synonymring",
        defaults={"name": f"Can {action} set of synonyms"},
    )
    return found


def give(apps: Any, _schema_editor: Any) -> None:
    for name, actions in GROUPS.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, action) for action in actions))


def take_back(apps: Any, _schema_editor: Any) -> None:
    for name, actions in GROUPS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*(permission(apps, action) for action in actions))


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_permission_to_merge_organisations"), ("finding", "0001_synonym_ring")]

    operations = [migrations.RunPython(give, take_back)]
