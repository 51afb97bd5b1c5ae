"""The press as Django knows it."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from rotative.press.checks import files_left_behind


class PressConfig(AppConfig):
    name = "rotative.press"
    label = "press"
    verbose_name = _("Press")

    def ready(self) -> None:
        """Find what each room declares in its `press.py`."""
        register(files_left_behind)
        autodiscover_modules("press")
