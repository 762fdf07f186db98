"""The one application of the site."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Journal vouchers of a small office."""

    name = "office"
    verbose_name = "Office books"
