"""The tables as a Django app."""

from django.apps import AppConfig


class DataConfig(AppConfig):
    """All tables stand in one app and one history of migrations."""

    name = "afterround.data"
    label = "data"
    default = True
