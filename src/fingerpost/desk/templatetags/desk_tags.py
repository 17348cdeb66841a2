from django import template
from django.conf import settings
from django.template import Context
from wagtail.contrib.settings.registry import registry
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def hub_name(context: Context) -> str:
    """Return what the network calls its hub, or the site's name, or the product's; asked once a request."""
    request = context.get("request")
    name = getattr(request, "_hub_name", None) or _hub_name()
    if request is not None:
        request._hub_name = name
    return name


def _hub_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    network = registry.get_by_natural_key("site", "networksettings")
    own = network.objects.filter(site=site).values_list("name", flat=True).first() if network and site else ""
    return own or (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
