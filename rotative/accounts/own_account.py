"""What this room keeps of a person: her account, addresses, second factor and sessions."""

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from rotative.accounts.devices import device_name
from rotative.accounts.models import User


@dataclass(frozen=True)
class Fate:
    """What goes with an account, and what stays and why: each a sentence."""

    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


def export(user: User) -> dict[str, Any]:
    """Return the account as it is handed to its owner: no password, no keys, no codes."""
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "phone": user.phone,
        "phone_is_confirmed": bool(user.phone_for_texts),
        "created_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "has_password": user.has_usable_password(),
        "roles": list(user.groups.order_by("name").values_list("name", flat=True)),
        "addresses": list(
            EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")
        ),
        "second_factors": [
            {"kind": kind, "created_at": created_at, "last_used_at": last_used_at}
            for kind, created_at, last_used_at in Authenticator.objects.filter(user=user)
            .order_by("pk")
            .values_list("type", "created_at", "last_used_at")
        ],
        "sessions": [
            {
                "device": device_name(session.user_agent),
                "browser_says": session.user_agent,
                "network_address": session.ip,
                "signed_in_at": session.created_at,
                "last_seen_at": session.last_seen_at,
            }
            for session in UserSession.objects.filter(user=user).order_by("pk")
        ],
    }


def fate(user: User) -> Fate:
    """Say what becomes of the account itself."""
    return Fate(
        goes=(
            _("Your account: e-mail address, name, telephone number, password and second factor."),
            _("Your sessions: you are signed out everywhere."),
        )
    )


def refuses(user: User) -> str:
    """Say why somebody of the staff cannot delete her account herself."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return ""
    return _(
        "Your account belongs to the newsroom: the history of articles and of the desk names it. Ask an administrator; "
        "without your roles you can come back here."
    )


def forget(user: User) -> None:
    """End the sessions and delete the account, with all that hangs on it. Called in a transaction."""
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in UserSession.objects.filter(user=user).values_list("session_key", flat=True):
        sessions.delete(key)
    # Wagtail's log of the back office keeps the names of what was changed there, users too.
    about_her = {"content_type": ContentType.objects.get_for_model(User), "object_id": str(user.pk)}
    ModelLogEntry.objects.filter(**about_her).update(label="", data={})
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
    user.delete()
