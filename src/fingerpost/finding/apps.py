from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "fingerpost.finding"
    label = "finding"
