"""The pages as a Django app: its templates and static files."""

from django.apps import AppConfig

from afterround.adapters.clock import restore_zone


class WebConfig(AppConfig):
    """No tables here."""

    name = "afterround.web"
    label = "web"
    default = True

    def ready(self) -> None:
        """Leave the computer's time zone as it was."""
        restore_zone()
