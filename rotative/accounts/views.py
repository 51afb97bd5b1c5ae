"""The account pages that allauth does not have, and the door of the back office."""

import logging
from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.views.account import LoginView

from rotative.accounts import account_entries, phone_codes
from rotative.accounts.forms import DetailsForm
from rotative.accounts.models import User
from rotative.accounts.texting import NotTexted, gateway
from rotative.paper.navigation import last_known_paper

logger = logging.getLogger(__name__)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What a reader has and can change."""
    entries = account_entries.entries_for(request.user)  # type: ignore[arg-type]
    return TemplateResponse(request, "accounts/home.html", {"entries": entries})


@login_required
def details(request: HttpRequest) -> HttpResponse:
    """Name and telephone number."""
    form = DetailsForm(request.POST or None, instance=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account_home")
    user = cast(User, request.user)
    can_confirm = bool(user.phone) and not user.phone_for_texts and gateway() is not None
    return TemplateResponse(request, "accounts/details.html", {"form": form, "can_confirm": can_confirm})


@login_required
def phone(request: HttpRequest) -> HttpResponse:
    """Confirming the telephone number by a code; without a gateway for texts, or a number, there is nothing to do."""
    texts, user, now = gateway(), cast(User, request.user), timezone.now()
    if texts is None:
        raise Http404
    if not user.phone:
        return redirect("account_details")
    if request.method == "POST" and not user.phone_for_texts:
        try:
            if request.POST.get("act") == "send":
                phone_codes.send_code(request, user, texts, paper=last_known_paper().name, now=now)
            elif phone_codes.confirm(request, user, request.POST.get("code", ""), now=now):
                messages.success(request, _("Your telephone number is confirmed."))
            else:
                messages.error(request, _("This is not the code, or it is no longer good."))
        except phone_codes.TooOften:
            messages.error(request, _("Too many attempts. Try again in an hour."))
        except NotTexted as problem:
            logger.warning("accounts: a text was not sent: %s", problem)
            messages.error(request, _("The message could not be sent. Try again later."))
        return redirect("account_phone")
    context = {
        "phone": user.phone,
        "is_confirmed": bool(user.phone_for_texts),
        "is_waiting": phone_codes.is_waiting(request, user, now=now),
    }
    return TemplateResponse(request, "accounts/phone.html", context)


def passkey(request: HttpRequest) -> HttpResponse:
    """Signing in with a passkey; a page of its own because it needs a script."""
    if request.user.is_authenticated:
        return redirect("account_home")
    return TemplateResponse(request, "accounts/passkey.html", get_entrance_context_data(request))


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that somebody has to wait; allauth calls it by the name handler429 of the root's addresses."""
    context = {"heading": _("Too many attempts"), "language": get_language()}
    response = render(request, "accounts/too_many_requests.html", context, status=429)
    response["Retry-After"] = "900"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its cookie. Asks nothing of the database."""
    context = {"nav": {"paper": last_known_paper(), "home_url": "/"}, "language": get_language()}
    return render(request, "accounts/csrf_failure.html", context, status=403)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class BackOfficeLoginView(LoginView):
    """Wagtail's door to the back office; behind it stands the second factor of allauth, as at the readers' door."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        user = form.get_user()
        login = Login(user=user, email=user.email, redirect_url=self.get_success_url())
        response = perform_password_login(self.request, {"email": user.email}, login)
        remembered = settings.SESSION_COOKIE_AGE if form.cleaned_data.get("remember") else 0
        self.request.session.set_expiry(remembered)
        return response
