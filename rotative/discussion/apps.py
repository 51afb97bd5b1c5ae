"""Registers the discussion."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "rotative.discussion"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        from rotative.accounts import account_entries, own_data
        from rotative.discussion import (
            leaving,
            sanction_hooks,  # noqa: F401 - registers pages of the back office
        )

        account_entries.register("discussion", _("My contributions"), url_name="account_discussion", order=8)
        own_data.register("discussion", export=leaving.export, forget=leaving.forget_user, fate=leaving.fate)
