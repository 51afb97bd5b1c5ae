"""Registers the subscription desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "rotative.subscriptions"
    verbose_name = _("Subscriptions")

    def ready(self) -> None:
        from rotative.accounts import account_entries, own_data
        from rotative.subscriptions import doors, forgetting, offers, parting  # noqa: F401 - open, offer, stop
        from rotative.subscriptions.own_data import export
        from rotative.subscriptions.standing import in_a_few_words

        account_entries.register(
            "subscription",
            _("My subscription"),
            url_name="account_subscription",
            order=5,
            describe=in_a_few_words,
        )
        own_data.register(
            "subscriptions",
            export=export,
            forget=forgetting.forget,
            fate=forgetting.fate,
            refuses=forgetting.refuses,
        )
