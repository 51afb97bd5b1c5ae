"""Registers the subscription desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "rotative.subscriptions"
    verbose_name = _("Subscriptions")

    def ready(self) -> None:
        from rotative.accounts import account_entries
        from rotative.subscriptions import doors, offers  # noqa: F401 - opens them, says where subscribing leads
        from rotative.subscriptions.standing import in_a_few_words

        account_entries.register(
            "subscription",
            _("My subscription"),
            url_name="account_subscription",
            order=5,
            describe=in_a_few_words,
        )
