from typing import Any

from django.db import migrations

from fingerpost.finding.thesaurus import key_of, read_names, starter_sets


def add(apps: Any, _schema_editor: Any) -> None:
    """Add each set of which no name is there yet."""
    rings = apps.get_model("finding", "SynonymRing").objects
    known = {key for names in rings.values_list("names", flat=True) for key in _keys(names)}
    rings.bulk_create([rings.model(names=names) for names in starter_sets() if known.isdisjoint(_keys(names))])


def take_back(apps: Any, _schema_editor: Any) -> None:
    """Take away the sets that nobody has changed since."""
    apps.get_model("finding", "SynonymRing").objects.filter(names__in=list(starter_sets()), note="").delete()


def _keys(names: str) -> set[str]:
    return {key_of(name.words) for name in read_names(names)}


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_synonym_ring")]

    operations = [migrations.RunPython(add, take_back)]
