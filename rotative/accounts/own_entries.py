"""What the account page lists of this room: details, address, password, second factor, sessions, data."""

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rotative.accounts.account_entries import register
from rotative.accounts.deleting import waiting_for
from rotative.accounts.models import User
from rotative.accounts.second_factor import has_second_factor


def _details(user: User) -> str:
    return ", ".join(filter(None, (user.get_full_name(), user.phone))) or _("none given")


def _password(user: User) -> str:
    return _("set") if user.has_usable_password() else _("none; you sign in with codes")


def _second_factor(user: User) -> str:
    return _("set up") if has_second_factor(user) else _("not set up")


def _sessions(user: User) -> str:
    count = len(UserSession.objects.purge_and_list(user))
    return ngettext("on %(count)d device", "on %(count)d devices", count) % {"count": count}


def _my_data(user: User) -> str:
    return (
        _("your account is about to be deleted")
        if waiting_for(user)
        else _("take them along, or delete them")
    )


def register_own_entries() -> None:
    """Add them; what other rooms add stands before (order below 10), between or after."""
    register(
        "email",
        gettext_lazy("E-mail address"),
        url_name="account_email",
        order=10,
        describe=lambda u: u.email,
    )
    register(
        "details",
        gettext_lazy("Name and telephone number"),
        url_name="account_details",
        order=20,
        describe=_details,
    )
    register(
        "password", gettext_lazy("Password"), url_name="account_change_password", order=30, describe=_password
    )
    register(
        "second_factor",
        gettext_lazy("Second factor"),
        url_name="mfa_index",
        order=40,
        describe=_second_factor,
    )
    register(
        "sessions",
        gettext_lazy("Where I am signed in"),
        url_name="usersessions_list",
        order=50,
        describe=_sessions,
    )
    register("my_data", gettext_lazy("My data"), url_name="account_my_data", order=60, describe=_my_data)
