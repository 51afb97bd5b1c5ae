"""Registers the subscription desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "rotative.subscriptions"
    verbose_name = _("Subscriptions")

    def ready(self) -> None:
        from rotative.subscriptions import doors  # noqa: F401 - opens them
