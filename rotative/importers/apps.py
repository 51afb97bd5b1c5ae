"""What comes into the paper from elsewhere, one file a source."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    name = "rotative.importers"
    label = "importers"
    verbose_name = _("Imports")
