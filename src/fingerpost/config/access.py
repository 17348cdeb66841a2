"""Who may open which address. A test walks every URL pattern and fails where none of these rules speaks of it."""

from dataclasses import dataclass
from typing import Literal

Who = Literal["everyone", "desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRule:
    """All patterns whose route begins with ``prefix``; the first rule that fits counts."""

    prefix: str
    who: Who  #: "desk": logged in, with the right to enter Wagtail's admin; finer rights are each view's own
    reason: str


RULES = (
    AccessRule(prefix="desk/login/", who="everyone", reason="One has to come in somewhere."),
    AccessRule(prefix="desk/logout/", who="everyone", reason="Ends a session and shows nothing."),
    AccessRule(
        prefix="desk/password_reset/", who="everyone", reason="For who cannot log in; answers alike for every name."
    ),
    AccessRule(prefix="desk/jsi18n/", who="everyone", reason="Words of the interface, none of the hub's."),
    AccessRule(prefix="desk/sprite/", who="everyone", reason="Icons."),
    AccessRule(prefix="desk/", who="desk", reason="The desk is for the network's own people."),
    AccessRule(
        prefix="documents/", who="everyone", reason="Documents are published; a private collection asks for itself."
    ),
    AccessRule(prefix="media/", who="everyone", reason="Pictures of public pages."),
    AccessRule(prefix="", who="everyone", reason="The public pages: only what is published, and only to be read."),
)


def rule_for(route: str) -> AccessRule:
    """Return the first rule that speaks of a route, such as ``desk/pages/<int:page_id>/``."""
    return next(rule for rule in RULES if route.startswith(rule.prefix))
