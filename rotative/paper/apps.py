"""The newspaper itself: its name, dress, menu and legal pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaperConfig(AppConfig):
    name = "rotative.paper"
    label = "paper"
    verbose_name = _("Paper")
