"""“My data” in the account: the file with all of it, and the deletion of the account, asked for and called off."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rotative.accounts import deleting, own_data
from rotative.accounts.confirming import confirmed
from rotative.accounts.models import User
from rotative.accounts.redirects import is_our_address
from rotative.paper.navigation import paper_of


class WrittenConfirmation(forms.Form):
    """The owner's own address, typed; it says the same in every language."""

    address = forms.CharField(
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Type your e-mail address to confirm.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        """Return the address. Raises ValidationError for any other."""
        typed = str(self.cleaned_data["address"]).strip().lower()
        if typed != self.user.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return typed


@confirmed
def my_data(request: HttpRequest) -> HttpResponse:
    """What one can do with one's data."""
    return TemplateResponse(request, "accounts/my_data.html", {})


@confirmed
def file(request: HttpRequest) -> HttpResponse:
    """All that is kept of somebody, as one file."""
    now = timezone.now()
    told = own_data.export_of(_user(request), paper_name=paper_of(request).name, now=now)
    name = _("my-data-%(day)s.json") % {"day": f"{timezone.localtime(now):%Y-%m-%d}"}
    return HttpResponse(
        told,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@confirmed
def delete(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, and the form by which one asks for it."""
    user, now = _user(request), timezone.now()
    if deleting.waiting_for(user):
        return redirect("account_deletion")
    form = WrittenConfirmation(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            deleting.ask(user, language=get_language() or "fr", now=now)
        except deleting.NotDeletable:
            return redirect("account_delete")  # which says why
        except OSError:  # SMTPException is one
            form.add_error(None, _("The mail could not be sent. Try again in a few minutes."))
        else:
            return redirect("account_deletion")
    context = {
        "form": form,
        "refusal": own_data.refusal_of(user),
        "fates": own_data.fates_of(user, now=now),
        "contact": paper_of(request).contact_email,
    }
    return TemplateResponse(request, "accounts/delete.html", context)


@login_required
def deletion(request: HttpRequest) -> HttpResponse:
    """When the account will be deleted, and the button that keeps it."""
    waiting = deleting.waiting_for(request.user)
    if waiting is None:
        return redirect("account_home")
    if request.method == "POST":
        deleting.call_off(waiting)
        messages.success(request, _("Your account stays."))
        return redirect("account_home")
    return TemplateResponse(request, "accounts/deletion.html", {"deletion": waiting})


def call_off(request: HttpRequest, token: str) -> HttpResponse:
    """The same by the link of the letter, for whoever reads it; by a button, because programs open links too."""
    waiting = deleting.by_token(token)
    if request.method == "POST" and waiting is not None:
        deleting.call_off(waiting)
        messages.success(request, _("Your account stays."))
        return redirect("account_home" if request.user.is_authenticated else "account_login")
    return TemplateResponse(request, "accounts/deletion_call_off.html", {"deletion": waiting})


@login_required
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """For those who sign in by codes: out, and in again with a new one."""
    wanted = request.GET.get("next", "")
    then = wanted if is_our_address(wanted) else reverse("account_home")
    address = f"{reverse('account_request_login_code')}?{urlencode({'next': then})}"
    return TemplateResponse(request, "accounts/sign_in_again.html", {"then": address})


def _user(request: HttpRequest) -> User:
    user: User = request.user  # type: ignore[assignment]  # the pages are for those who are signed in
    return user
