from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from fingerpost.config.access import RULES, rule_for


def routes(
    resolver: URLResolver, above: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str | None]]:
    """Give each pattern's whole route and its name for reverse()."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, ":".join((*namespaces, pattern.name)) if pattern.name else None


ALL = sorted(routes(get_resolver()), key=lambda pair: pair[0])


def test_every_rule_speaks_of_some_address() -> None:
    spoken = {rule_for(route) for route, _ in ALL}

    assert set(RULES) - spoken == set()


def test_only_the_public_pages_fall_to_the_last_rule() -> None:
    """A new app's addresses need a rule of their own: they must not become public by falling through."""
    from fingerpost.site import urls  # noqa: PLC0415 -- only this test needs it

    public = {str(pattern.pattern) for pattern in urls.urlpatterns}
    fallen = {route for route, _ in ALL if rule_for(route) is RULES[-1]}

    wagtail_pages = {route for route in fallen if route.startswith(("_util/", "((?:")) or route == ""}
    assert fallen - public - wagtail_pages == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [pytest.param(pair, id=pair[0][:80]) for pair in ALL if rule_for(pair[0]).who == "desk"]
)
def test_a_stranger_sees_nothing_of_the_desk(client: Client, route: tuple[str, str | None]) -> None:
    address = an_address(route[1])
    if address is None:
        # Its arguments cannot be made up here; the catch-all below the desk answers as the others do.
        address = "/desk/anything/"

    response = client.get(address)

    assert response.status_code in {302, 403, 404}
    if response.status_code == 302:
        assert "/desk/login/" in response.url or "/desk/" in response.url


def an_address(name: str | None) -> str | None:
    if name is None:
        return None
    for arguments in (
        [],
        [1],
        ["1"],
        [1, 1],
        ["catalogue", "event"],
        ["catalogue", "event", 1],
        ["catalogue", "event", "1"],
    ):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return None
