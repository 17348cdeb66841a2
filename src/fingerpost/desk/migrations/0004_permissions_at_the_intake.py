from typing import Any

from django.db import migrations

BATCH = ("batch", "batch")
SOURCE = ("source", "source")

#: Editors receive, correct and accept as drafts; moderators publish what came, and take it back.
EDITORS = [(BATCH, "add"), (BATCH, "change"), (SOURCE, "view"), (SOURCE, "add"), (SOURCE, "change")]
MODERATORS = [*EDITORS, (BATCH, "publish"), (BATCH, "undo"), (SOURCE, "delete")]
GROUPS = {"Editors": EDITORS, "Moderators": MODERATORS}


def permission(apps: Any, model: tuple[str, str], action: str) -> Any:
    """Return a permission, made now where it is not there yet: Django makes its own only after all migrations."""
    name, words = model
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="intake", model=name
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
    dependencies = [("desk", "0003_moderation_of_records_and_pages"), ("intake", "0002_review")]

    operations = [migrations.RunPython(give, take_back)]
