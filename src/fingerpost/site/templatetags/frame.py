from django import template

from fingerpost.site.context import Sharing, sharing

register = template.Library()


@register.simple_tag
def sharing_places(address: str, title: str) -> tuple[Sharing, ...]:
    """Return where a page can be shared, for components/share.html."""
    return sharing(address, title)
