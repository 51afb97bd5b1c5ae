"""Gives somebody who stands at the counter an account, or finds the one that is there."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.accounts.models import User
from rotative.accounts.phone import normalise
from rotative.subscriptions.desk.accounts import Account
from rotative.subscriptions.desk.pages import FormPage, subscribers_page


class NewReaderForm(forms.Form):
    """Who it is."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    first_name = forms.CharField(label=gettext_lazy("First name"), required=False, max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), required=False, max_length=150)
    phone = forms.CharField(label=gettext_lazy("Telephone number"), required=False, max_length=40)

    def clean_phone(self) -> str:
        """Return the number with its country. Raises ValidationError."""
        return normalise(self.cleaned_data["phone"])


class NewReaderView(FormPage):
    """A reader without a password, who signs in by a code in a mail."""

    page_title = gettext_lazy("A new reader")
    button = gettext_lazy("Go on")
    introduction = gettext_lazy(
        "Whoever has an account already is found by the address; nothing is changed then."
    )
    form_class = NewReaderForm

    def path(self) -> list[tuple[str, str]]:
        return [subscribers_page()]

    def act(self, form: Any) -> HttpResponse:
        """Make the account unless it is there."""
        data = form.cleaned_data
        known = User.objects.filter(email=data["email"].lower()).first()
        if known is not None:
            return self.done(_("This reader has an account already."), Account(user=known).url)
        user = User(**data)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
        return self.done(_("The account has been made."), Account(user=user).url)
