"""What goes out of the paper to machines: feeds and sitemaps, one file a format."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "rotative.syndication"
    label = "syndication"
    verbose_name = _("Syndication")

    def ready(self) -> None:
        from rotative.accounts import account_entries, own_data
        from rotative.syndication import own_feed

        account_entries.register(
            "feed",
            _("My feed"),
            url_name="account_feed",
            order=7,
            describe=own_feed.in_a_few_words,
            is_for=own_feed.is_for,
        )
        own_data.register(
            "feed",
            export=own_feed.export,
            forget=own_feed.forget,
            fate=lambda user, _now: own_feed.fate(user),
        )
