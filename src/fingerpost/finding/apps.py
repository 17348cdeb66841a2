from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "fingerpost.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fingerpost.finding import receivers  # noqa: PLC0415 -- needs the models loaded

        receivers.connect()
