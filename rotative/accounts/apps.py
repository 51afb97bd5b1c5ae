"""Who signs in, and what each role may do."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "rotative.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed
        from allauth.mfa.signals import authenticator_added
        from django.core.management import call_command

        from rotative.accounts.addresses import distrust_password_of_stranger
        from rotative.accounts.installing import when_migrated
        from rotative.accounts.models import RoleGroup
        from rotative.accounts.own_entries import register_own_entries
        from rotative.accounts.roles import set_up_roles
        from rotative.accounts.second_factor import count_as_confirmed

        when_migrated(set_up_roles, "accounts.roles")
        when_migrated(lambda: call_command("createcachetable", verbosity=0), "accounts.counters")
        register_own_entries()
        email_confirmed.connect(distrust_password_of_stranger, dispatch_uid="accounts.password_of_stranger")
        authenticator_added.connect(count_as_confirmed, dispatch_uid="accounts.second_factor_confirmed")
        post_delete.connect(_delete_its_group, sender=RoleGroup, dispatch_uid="accounts.role_group_deleted")


def _delete_its_group(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """A section that is deleted takes its editors' group along."""
    from django.contrib.auth.models import Group

    Group.objects.filter(pk=instance.group_id).delete()
