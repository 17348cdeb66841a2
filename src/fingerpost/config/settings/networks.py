import ipaddress
from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(written: Iterable[str]) -> list[Network]:
    """Return networks from how they are written, such as “10.1.0.0/16”. Raises ImproperlyConfigured for what is none."""
    found = []
    for each in written:
        try:
            found.append(ipaddress.ip_network(each.strip(), strict=False))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"FINGERPOST_PRIVATE_NETWORKS names “{each}”, which is not a network. Write it as 10.1.0.0/16, several with commas between."
            ) from error
    return found
