"""What the catalogue raises on purpose: one or two sentences for the person who asked."""


class CannotMerge(Exception):
    """Two organisations cannot be merged, or a merge cannot be taken back, as they stand now; nothing was changed."""
