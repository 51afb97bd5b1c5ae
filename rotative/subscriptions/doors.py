"""Opens the press's doors: who gets a pass, and who else reads on where no printed copy says it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from rotative.accounts.throttle import client_address
from rotative.articles.walls import gate
from rotative.paper.access import Wall
from rotative.press.passing import Grant, granter
from rotative.subscriptions.access import Reader, Reason, may_read
from rotative.subscriptions.gifts_of_articles import PARAMETER, open_gift
from rotative.subscriptions.readers import count, reader_of, with_the_meter

# A pass cannot be called back: what ends, is refunded or banned is closed within this time.
LIFE = timedelta(minutes=10)


@granter
def pass_of(request: HttpRequest) -> Grant | None:
    """Say which pass the sender of a request gets: by her session, or by the network she reads from."""
    now = timezone.now()
    known: Reader | None = getattr(request, "reader", None)  # where the view has asked already
    reader = known or reader_of(user_of(request), now=now, address=client_address(request))
    if reader.audience is None:
        return None
    ends = now + LIFE
    if reader.reads_until is not None and now < reader.reads_until < ends:
        ends = reader.reads_until
    return Grant(reader.audience.value, ends.timestamp())


def user_of(request: HttpRequest) -> Any:
    """Return who sends a request, also where the session's middleware has not read it yet."""
    if hasattr(request, "user"):
        return request.user
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return AnonymousUser()
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    return get_user(request)


@gate
def reads_on(request: HttpRequest, article: Any, wall: Wall) -> bool:
    """Say whether this very reader reads on: by the meter, by a gift, or because she has subscribed a moment ago."""
    now, user = timezone.now(), user_of(request)
    reader = reader_of(user, now=now, address=client_address(request))
    if wall is Wall.METERED and reader.has_account and reader.reads_by is None:
        reader = with_the_meter(reader, user, now=now)
    decision = may_read(_with_gift(request, reader, article, wall), wall, article.pk)
    if decision.may_read:
        request.is_personal = True  # type: ignore[attr-defined]  # the press must not let anybody keep it
        request.reads_by = decision.reason  # type: ignore[attr-defined]  # what stands under the text depends on it
        if decision.reason is Reason.METER and request.method == "GET":
            count(user, article.pk, now=now)
    return decision.may_read


def _with_gift(request: HttpRequest, reader: Reader, article: Any, wall: Wall) -> Reader:
    token = request.GET.get(PARAMETER, "")
    if not token or may_read(reader, wall, article.pk).may_read:
        return reader
    is_open = open_gift(token, article.pk, now=timezone.now(), counts=request.method == "GET")
    return replace(reader, given=frozenset([article.pk])) if is_open else reader
