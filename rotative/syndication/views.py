"""The page of one's own feed: makes it, shows its address, gives it another and takes it away."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotative.subscriptions.readers import reader_of
from rotative.syndication import personal
from rotative.syndication.models import PersonalFeed


@login_required
def feed(request: HttpRequest) -> HttpResponse:
    """How one's feed stands, and what can be done with it."""
    mine = personal.of(request.user)
    reads = reader_of(request.user, now=timezone.now()).reads_by is not None
    if request.method == "POST":
        _act(request, mine, reads)
        return redirect("account_feed")
    context = {"feed": mine, "address": _address(mine), "reads": reads}
    return TemplateResponse(request, "syndication/feed.html", context)


def _act(request: HttpRequest, mine: PersonalFeed | None, reads: bool) -> None:
    user, language = request.user, get_language() or settings.LANGUAGE_CODE
    match request.POST.get("act"):
        case "make" if mine is None and reads:
            personal.make(user, language=language, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Your feed is made."))
        case "renew" if mine is not None:
            personal.make(user, language=language, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Your feed has a new address; the old one is dead."))
        case "take_back":
            personal.take_back(user)  # type: ignore[arg-type]
            messages.success(request, _("Your feed is gone."))
        case "make" | "renew":
            pass  # sent twice, or too late: the page says how things are
        case _:
            raise Http404


def _address(mine: PersonalFeed | None) -> str:
    """Return the complete address of a feed; empty where there is none, or its key cannot be told any more."""
    key = personal.key_of(mine) if mine else ""
    return settings.SITE_URL + reverse("personal_feed", kwargs={"key": key}) if key else ""
