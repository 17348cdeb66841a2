"""Addresses as they are compared, and so as they are told apart."""

import hashlib
from urllib.parse import urlsplit


def normal_address(url: str) -> str:
    """Return an address as it is compared: without scheme, “www.”, default port, closing slash and place on the page.

    >>> normal_address("http://www.Example.org:80/a/#top") == normal_address("https://example.org/a")
    True
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url
    where = f"{host}:{port}" if port not in {None, 80, 443} else host
    # “#!/item/3” and “#/item/3” choose a page; “#top” only a place on it.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{where}{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}{fragment}"


def address_digest(url: str) -> str:
    """Return the SHA-256 of an address as it is compared: short enough for an index, however long the address."""
    return hashlib.sha256(normal_address(url).encode()).hexdigest()
