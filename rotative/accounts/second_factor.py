"""Who needs a second factor before the back office opens: whoever may publish (the setting STAFF_SECOND_FACTOR)."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from rotative.accounts.models import User
from rotative.accounts.roles import Role

PUBLISHING = (Role.ADMINISTRATOR, Role.EDITOR_IN_CHIEF, Role.SECTION_EDITOR)
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def may_publish(user: User | AnonymousUser) -> bool:
    """Whether what a user does can stand in the paper without anybody else's look: by role, or as a superuser."""
    if user.is_anonymous:
        return False
    return user.is_superuser or user.groups.filter(stands_for__role__in=PUBLISHING).exists()


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a user has one; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def second_factor_is_missing(user: User | AnonymousUser) -> bool:
    """Whether a user has to set one up before entering the back office."""
    return bool(settings.STAFF_SECOND_FACTOR) and may_publish(user) and not has_second_factor(user)


def count_as_confirmed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Take setting up a second factor for the proof that it is: its recovery codes are shown without asking again.

    A receiver of allauth's ``authenticator_added``.
    """
    if authenticator.type in KINDS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
