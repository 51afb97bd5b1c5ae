"""Readers who sign up and in, by the forms of the account pages, in a browser without JavaScript."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from rotative.accounts.models import User
from tests.factories import UserFactory

PASSWORD = "un-bac-sur-le-fleuve"
AWA = "awa@example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_CODE = re.compile(r"\b\d{4}-\d{4}\b")
# What differs from one answer to the next whoever asks: the token against forgery, in forms and in the cookie.
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def at(name: str, language: str = "fr", **arguments: Any) -> str:
    """The address of an account page in a language."""
    with translation.override(language):
        return reverse(name, kwargs=arguments)


def make_reader(email: str = AWA, password: str = PASSWORD, **fields: Any) -> User:
    """Somebody who has signed up and confirmed her address."""
    user: User = UserFactory.create(email=email, password=password, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_reader_without_password(email: str = AWA) -> User:
    """Somebody who signs in with codes."""
    user = make_reader(email)
    user.set_unusable_password()
    user.save()
    return user


def give_app(user: User) -> Authenticator:
    """Give somebody an app for codes, with recovery codes."""
    app: Authenticator = TOTP.activate(user, SECRET).instance
    RecoveryCodes.activate(user)
    return app


def code_of_app(steps: int = 0) -> str:
    """What the app shows now, or so many steps of 30 seconds later."""
    now = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(SECRET, now + steps))


def code_in_last_mail() -> str:
    """The code in the last letter that was sent."""
    found = _CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def sign_up(client: Client, email: str = AWA, password: str = "", language: str = "fr", **more: str) -> Any:
    return client.post(
        at("account_signup", language), {"email": email, "password1": password, **more}, follow=True
    )


def sign_in(client: Client, email: str = AWA, password: str = PASSWORD, **more: str) -> Any:
    return client.post(at("account_login"), {"login": email, "password": password, **more})


def ask_for_code(client: Client, email: str = AWA, **more: str) -> Any:
    return client.post(at("account_request_login_code"), {"email": email, **more}, follow=True)


def signed_in_reader(user: User | None = None) -> Client:
    """A browser in which a reader has just signed in with her password."""
    client = Client()
    user = user or make_reader()
    assert sign_in(client, user.email).status_code == 302
    assert who(client) == user
    return client


def who(client: Client) -> User | None:
    """Who is signed in, in this browser."""
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number) if number else None


def text_of(response: Any) -> bytes:
    """A page without what differs from one answer to the next."""
    return _TOKEN.sub(b"", response.content)


def confirm_password(client: Client, then: str, password: str = PASSWORD) -> Any:
    return client.post(f"{at('account_reauthenticate')}?next={at(then)}", {"password": password}, follow=True)


def set_up_app(client: Client) -> Any:
    """Set up an app as the page says; the key is the one that the page shows."""
    client.get(at("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    return client.post(at("mfa_activate_totp"), {"code": code_of_app()}, follow=True)
