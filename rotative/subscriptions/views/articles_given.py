"""Gives one article away: its link, what is left of this month, what was given before and how often it was opened."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rotative.accounts.models import User
from rotative.accounts.throttle import client_address
from rotative.articles.models import Article
from rotative.subscriptions.access import Reason
from rotative.subscriptions.gifts_of_articles import (
    A_MONTH,
    GOOD_FOR,
    OPENINGS,
    give_away,
    is_over,
    is_worn_out,
    left_this_month,
    query_of,
)
from rotative.subscriptions.models import ArticleGift
from rotative.subscriptions.pages import for_readers, leading
from rotative.subscriptions.readers import reader_of
from rotative.typography import typeset

# Whoever reads by a network alone does not: an account costs nothing, and each would have links to give.
GIVERS = (Reason.SUBSCRIPTION, Reason.SEAT, Reason.STAFF)
SHOWN = 50


@for_readers(gettext_lazy("Sign in to give this article to somebody."))
def give_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """Make the link of an article by a button, and show it; strangers to subscribing are told what it takes."""
    article = get_object_or_404(Article.objects.live(), pk=article_id)
    now, user = timezone.now(), cast(User, request.user)
    gives = reader_of(user, now=now, address=client_address(request)).reads_by in GIVERS
    is_free = not article.wall
    if request.method == "POST":
        if gives and not is_free:
            try:
                give_away(article.pk, giver=user, now=now)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
        return redirect("subscription_give_article", article_id=article.pk)
    gift = ArticleGift.objects.filter(giver=user, article=article).first()
    is_good = gift is not None and not is_over(gift, now)
    context = {
        "offered": article,  # not `article`: the menu would mark its section
        "gives": gives,
        "is_free": is_free,
        "given": _given(gift, now) if gift and is_good and not is_free else None,
        "address": _address(article),
        "whatsapp": _whatsapp(article, gift if is_good and not is_free else None),
        "left": left_this_month(user, now=now),
        "a_month": A_MONTH,
        "days": GOOD_FOR.days,
        "openings": OPENINGS,
        "past": [_given(one, now) for one in _past(user)],
        "plans_url": leading("subscription_plans", article.get_url() or ""),
    }
    return TemplateResponse(request, "subscriptions/give_article.html", context)


def _past(user: User) -> list[ArticleGift]:
    given = ArticleGift.objects.filter(giver=user).select_related("article__locale")
    return list(given.order_by("-given_at", "-pk")[:SHOWN])


def _given(gift: ArticleGift, now: datetime) -> dict[str, Any]:
    """Return what is shown of a gift; an article that was withdrawn has no link any more."""
    return {
        "gift": gift,
        "url": gift.article.get_url() if gift.article.live else "",
        "link": _address(gift.article, gift),
        "until": gift.given_at + GOOD_FOR,
        "is_over": is_over(gift, now),
        "is_worn_out": is_worn_out(gift),
    }


def _address(article: Article, gift: ArticleGift | None = None) -> str:
    address = f"{settings.SITE_URL}{article.get_url() or '/'}"
    return f"{address}?{query_of(gift)}" if gift else address


def _whatsapp(article: Article, gift: ArticleGift | None) -> str:
    """Return WhatsApp's address for a share, which the reader may follow (its “click to chat”); we ask it nothing."""
    text = _("%(headline)s – read it here: %(address)s") % {
        "headline": typeset(article.headline, article.language),
        "address": _address(article, gift),
    }
    return f"https://wa.me/?{urlencode({'text': text})}"
