from fingerpost.config.settings.base import *  # noqa: F403
