from typing import Any

from django.db import migrations


def decide(apps: Any, _schema_editor: Any) -> None:
    """Items that were taken in before there was a review are decided."""
    items = apps.get_model("intake", "Item").objects.filter(decision="open")
    items.filter(outcome="skipped").update(decision="skipped")
    items.exclude(outcome="skipped").update(decision="accepted")


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_review")]

    operations = [migrations.RunPython(decide, migrations.RunPython.noop)]
