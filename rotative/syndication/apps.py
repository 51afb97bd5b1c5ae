"""What goes out of the paper to machines: feeds and sitemaps, one file a format."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "rotative.syndication"
    label = "syndication"
    verbose_name = _("Syndication")
