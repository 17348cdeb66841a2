class Printed:
    """What a template prints. It looks names up as keys first, and a failed look-up costs more than the printing."""

    __slots__ = ()
    __getitem__ = object.__getattribute__
