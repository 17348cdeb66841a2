"""How what the catalogue holds is saved."""

from typing import Any

from django.db import transaction


class SavedWhole:
    """Saves a row with what hangs on it, and the note of it in the log of changes, in one transaction or not at all.

    Comes before the model among the bases of a class.
    """

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)  # type: ignore[misc]
