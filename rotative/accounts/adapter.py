"""What allauth does in our way: its words, its letters, where it leads, whose address a request comes from."""

from io import BytesIO
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import make

from rotative.accounts import mails
from rotative.accounts.addresses import vouch_if_unknown
from rotative.accounts.deleting import waiting_for
from rotative.accounts.redirects import is_our_address
from rotative.accounts.throttle import client_address
from rotative.paper.navigation import paper_of

_WRONG_CODE = _("This code is not right. Look at the latest message; mistyped digits happen.")
_TOO_MANY = _("Too many attempts. Wait a quarter of an hour, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts; the methods are those of allauth (docs.allauth.org, account, adapter)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("Somebody else has this address."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("The e-mail address or the password is not right."),
        "invalid_password_reset": _("This code is no longer good. Ask for a new one."),
        "rate_limited": _TOO_MANY,
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _TOO_MANY,
    }

    def is_safe_url(self, url: str) -> bool:
        return is_our_address(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Whether a script asks: only the page for passkeys has one."""
        match = request.resolver_match
        is_asking = request.method == "GET" and request.headers.get("Accept") == "application/json"
        return bool(is_asking and match and match.url_name == "mfa_login_webauthn")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return "/en/" if get_language() == "en" else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        vouch_if_unknown(user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The same; whoever waits for the deletion of her account is first asked whether she wants to keep it."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return redirect("account_deletion") if waiting_for(user) else response

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Several rows change, all or none."""
        with transaction.atomic():
            return bool(super().confirm_email(request, email_address))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mails.demand_that_more_may_be_sent(self.request, template_prefix, email)
        mails.write(self.request, template_prefix, email, context).send()

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The same, in our words."""
        labels = {
            "reauthenticate": _("With my password"),
            "mfa_reauthenticate": _("With a code of my app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With my security key"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": labels[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors; the methods are those of allauth (docs.allauth.org, mfa, adapter)."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This second factor cannot be removed."),
        "cannot_generate_recovery_codes": _("Recovery codes go with a second factor; set one up first."),
        "incorrect_code": _WRONG_CODE,
        "unverified_email": _("First confirm your e-mail address."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an element for the page; the policy lets in no `data:` address."""
        drawn = BytesIO()
        make(url, image_factory=SvgPathFillImage).save(drawn)
        _declaration, _mark, svg = drawn.getvalue().decode().partition("?>\n")
        return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return nothing: the reader calls her key what she likes, or the page says “Security key”."""
        return ""

    def _get_site_name(self) -> str:
        return str(paper_of(context.request).name or settings.SITE_URL)
