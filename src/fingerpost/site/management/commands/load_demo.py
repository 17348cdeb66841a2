from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fingerpost.site.demo.actions import load_demo


class Command(BaseCommand):
    help = "Build the demonstration hub. Run again, it changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        created = load_demo(now=timezone.now())
        if created:
            self.stdout.write(f"The demonstration hub stands, with {created} records.")
        else:
            self.stdout.write("The demonstration hub was there already; nothing was changed.")
