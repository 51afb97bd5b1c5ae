"""The process that readers and the newsroom connect to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServerConfig(AppConfig):
    name = "rotative.server"
    label = "server"
    verbose_name = _("Server")
