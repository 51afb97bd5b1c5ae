"""Addresses of the account pages, in the language of the edition; allauth finds its own by their names."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from rotative.accounts import own_data_views, views
from rotative.accounts.pages import account_page, asks_for_a_key, for_a_code, with_scripts


def _page(route: Any, view: Any, name: str, heading: Any) -> URLPattern:
    return path(route, account_page(view, heading), name=name)


login_code = for_a_code(account.confirm_login_code, "account_request_login_code")
address_code = for_a_code(account.email_verification_sent, "account_login", "account_email")
password_code = for_a_code(account.confirm_password_reset_code, "account_login")
new_password = for_a_code(account.complete_password_reset, "account_reset_password")
enter_factor = with_scripts(second_factor.authenticate, where=asks_for_a_key)

urlpatterns = [
    _page("", views.home, "account_home", _("My account")),
    _page(_("details/"), views.details, "account_details", _("Name and telephone number")),
    _page(_("telephone/"), views.phone, "account_phone", _("Confirm the telephone number")),
    _page(_("sign-in/"), account.login, "account_login", _("Sign in")),
    _page(
        _("sign-in/code/"), account.request_login_code, "account_request_login_code", _("Sign in with a code")
    ),
    _page(_("sign-in/code/enter/"), login_code, "account_confirm_login_code", _("Enter the code")),
    _page(_("sign-in/passkey/"), with_scripts(views.passkey), "account_passkey", _("Sign in with a passkey")),
    _page(_("sign-out/"), account.logout, "account_logout", _("Sign out")),
    _page(_("sign-up/"), account.signup, "account_signup", _("Create an account")),
    _page(_("closed/"), account.account_inactive, "account_inactive", _("This account is closed.")),
    _page(_("confirm/"), account.reauthenticate, "account_reauthenticate", _("Is it you?")),
    _page(_("e-mail/"), account.email, "account_email", _("E-mail address")),
    _page(_("e-mail/code/"), address_code, "account_email_verification_sent", _("Confirm the address")),
    _page(_("password/"), account.password_change, "account_change_password", _("Change the password")),
    _page(_("password/set/"), account.password_set, "account_set_password", _("Choose a password")),
    _page(
        _("password/forgotten/"), account.password_reset, "account_reset_password", _("Forgotten password")
    ),
    _page(
        _("password/forgotten/code/"),
        password_code,
        "account_confirm_password_reset_code",
        _("Enter the code"),
    ),
    _page(
        _("password/forgotten/new/"),
        new_password,
        "account_complete_password_reset",
        _("Choose a new password"),
    ),
    _page(
        _("password/forgotten/done/"),
        account.password_reset_from_key_done,
        "account_password_reset_completed",
        _("The password is changed"),
    ),
    _page(_("sessions/"), sessions.list_usersessions, "usersessions_list", _("Where I am signed in")),
    _page(_("my-data/"), own_data_views.my_data, "account_my_data", _("My data")),
    _page(_("my-data/file/"), own_data_views.file, "account_my_data_file", _("My data")),
    _page(_("my-data/delete/"), own_data_views.delete, "account_delete", _("Delete my account")),
    _page(_("my-data/deletion/"), own_data_views.deletion, "account_deletion", _("Deletion of my account")),
    _page(
        _("my-data/deletion/<str:token>/"),
        own_data_views.call_off,
        "account_deletion_call_off",
        _("Keep my account"),
    ),
    _page(_("confirm/code/"), own_data_views.sign_in_again, "account_sign_in_again", _("Is it you?")),
    _page(_("second-factor/"), second_factor.index, "mfa_index", _("Second factor")),
    _page(_("second-factor/enter/"), enter_factor, "mfa_authenticate", _("Second factor")),
    _page(_("second-factor/confirm/"), second_factor.reauthenticate, "mfa_reauthenticate", _("Is it you?")),
    _page(_("second-factor/app/"), totp.activate_totp, "mfa_activate_totp", _("Set up an app for codes")),
    _page(_("second-factor/app/remove/"), totp.deactivate_totp, "mfa_deactivate_totp", _("Remove the app")),
    _page(
        _("second-factor/recovery/"),
        recovery_codes.view_recovery_codes,
        "mfa_view_recovery_codes",
        _("Recovery codes"),
    ),
    _page(
        _("second-factor/recovery/new/"),
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        _("New recovery codes"),
    ),
    _page(
        _("second-factor/recovery/file/"),
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        _("Recovery codes"),
    ),
    _page(
        _("second-factor/keys/"), webauthn.list_webauthn, "mfa_list_webauthn", _("Passkeys and security keys")
    ),
    _page(
        _("second-factor/keys/add/"), with_scripts(webauthn.add_webauthn), "mfa_add_webauthn", _("Add a key")
    ),
    _page(
        _("second-factor/keys/confirm/"),
        with_scripts(webauthn.reauthenticate_webauthn),
        "mfa_reauthenticate_webauthn",
        _("Is it you?"),
    ),
    _page(
        _("second-factor/keys/<int:pk>/remove/"),
        webauthn.remove_webauthn,
        "mfa_remove_webauthn",
        _("Remove a key"),
    ),
    _page(
        _("second-factor/keys/<int:pk>/name/"),
        webauthn.edit_webauthn,
        "mfa_edit_webauthn",
        _("Name of the key"),
    ),
    _page(
        _("second-factor/keys/sign-in/"),
        webauthn.login_webauthn,
        "mfa_login_webauthn",
        _("Sign in with a passkey"),
    ),
]
