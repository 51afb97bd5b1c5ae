"""The press as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    name = "rotative.press"
    label = "press"
    verbose_name = _("Press")

    def ready(self) -> None:
        """Find what each room declares in its `press.py`."""
        autodiscover_modules("press")
