from typing import Any

from django.db import migrations

MODERATORS = "Moderators"


def permission(apps: Any) -> Any:
    """Return the permission, made now where it is not there yet: Django makes its own only after all migrations."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="catalogue", model="organisation"
    )
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="merge_organisation",
        defaults={"name": "Can merge organisations and take it back"},
    )
    return found


def give(apps: Any, _schema_editor: Any) -> None:
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=MODERATORS)
    group.permissions.add(permission(apps))


def take_back(apps: Any, _schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name=MODERATORS):
        group.permissions.remove(permission(apps))


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_permissions_at_the_intake"), ("catalogue", "0003_organisations_merged")]

    operations = [migrations.RunPython(give, take_back)]
