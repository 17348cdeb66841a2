"""The hub's pages and what a network says of itself."""

from fingerpost.site.models.network import NetworkSettings
from fingerpost.site.models.pages import HubPage, TextPage

__all__ = ["HubPage", "NetworkSettings", "TextPage"]
