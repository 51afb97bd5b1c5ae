"""The forms of the account pages where allauth's do not suffice."""

from typing import Any, ClassVar

from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from rotative.accounts.models import User
from rotative.accounts.phone import normalise

# A code of an app is taken one step of 30 seconds early and late (MFA_TOTP_TOLERANCE), so it is good for three.
CODE_IS_GOOD_FOR = 90


class BackOfficeLoginForm(LoginForm):
    """Wagtail's form at the door of the back office, which forgets to name the password in the reader's language."""

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["password"].label = _("Password")


class SignupForm(AllauthSignupForm):
    """Signing up with an address and, if one likes, a password."""

    @transaction.atomic
    def save(self, request: HttpRequest) -> Any:
        return super().save(request)

    def try_save(self, request: HttpRequest) -> Any:
        """The same; where the address has an account, the time that the hash of the password would have taken."""
        if self.account_already_exists and (password := self.cleaned_data.get("password1")):
            make_password(password)
        return super().try_save(request)


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """Asking for a code; takes the address from the form for signing in too, which has a button for it."""

    def add_prefix(self, field_name: str) -> str:
        name = super().add_prefix(field_name)
        return "login" if name == "email" and "login" in self.data and "email" not in self.data else name


class _EachCodeOnce:
    """Refuses the code of an app that was used before (RFC 6238, 5.2); allauth remembers it for one step only."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        chosen: Authenticator = self.authenticator  # type: ignore[attr-defined]
        digits = "".join(filter(str.isalnum, code))
        key = f"allauth-totp-used:{chosen.pk}:{digits}"
        if chosen.type == Authenticator.Type.TOTP and not cache.add(key, 1, CODE_IS_GOOD_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_EachCodeOnce, AllauthAuthenticateForm):
    """The second factor when signing in."""


class ReauthenticateForm(_EachCodeOnce, AllauthReauthenticateForm):
    """The second factor before something that matters is changed."""


class DetailsForm(forms.ModelForm[User]):
    """Name and telephone number, all of it optional."""

    phone = forms.CharField(required=False, max_length=40)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["first_name", "last_name", "phone"]

    def clean_phone(self) -> str:
        """Return the number in E.164. Raises ValidationError for what is none."""
        return normalise(self.cleaned_data["phone"])
