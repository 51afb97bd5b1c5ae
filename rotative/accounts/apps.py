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
        from rotative.accounts.installing import when_migrated
        from rotative.accounts.models import RoleGroup
        from rotative.accounts.roles import set_up_roles

        when_migrated(set_up_roles, "accounts.roles")
        post_delete.connect(_delete_its_group, sender=RoleGroup, dispatch_uid="accounts.role_group_deleted")


def _delete_its_group(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """A section that is deleted takes its editors' group along."""
    from django.contrib.auth.models import Group

    Group.objects.filter(pk=instance.group_id).delete()
