"""Asks once more who somebody is before what matters: by password or second factor, else by signing in anew."""

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    raise_if_reauthentication_required,
)
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from rotative.accounts.pages import View


def confirmed(view: View) -> View:
    """Return a view for those who have said within five minutes who they are; others are asked, and come back.

    allauth takes everybody at her word who has neither a password nor a second factor; she signs in with a new code.
    """

    @wraps(view)
    @login_required
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if get_reauthentication_flows(request.user):
            raise_if_reauthentication_required(request, app="account")
        elif not _has_signed_in_lately(request):
            again = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('account_sign_in_again')}?{again}")
        return view(request, *args, **kwargs)

    return page


def _has_signed_in_lately(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
