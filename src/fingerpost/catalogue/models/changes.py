from django.db import models


class Change(models.Model):
    """One line of the log of changes: what was written in one transaction. What follows the log reads the rest itself.

    ``pks`` are keys, at most 500, of the kind of thing that ``what`` names; see ``catalogue.changes``.
    """

    what = models.CharField(max_length=12)
    pks = models.JSONField(default=list)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.pks}"
