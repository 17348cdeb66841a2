"""What the intake raises on purpose: what is wrong, and what to do."""

from collections.abc import Mapping

from fingerpost.readers.errors import ReaderError, UnreadableValue


class Refused(ReaderError):
    """What was asked for cannot be done to this batch or item as it stands now; nothing was changed."""


class UnreadableEdit(UnreadableValue):
    """Something that an editor typed cannot be read; nothing of it was kept."""

    def __init__(self, faults: Mapping[str, ReaderError]) -> None:
        problems = " ".join(fault.problem for fault in faults.values())
        super().__init__(problems, remedy=" ".join(dict.fromkeys(fault.remedy for fault in faults.values())))
        self.sentences = {name: str(fault) for name, fault in faults.items()}  #: by field
