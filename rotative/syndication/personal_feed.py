"""The feed that a key opens: the newest articles, whole where its owner may read them now, else as in every feed."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rotative.accounts.throttle import Limit
from rotative.articles.listings import paper_key
from rotative.paper.access import wall_at
from rotative.subscriptions.access import Reader, may_read
from rotative.subscriptions.readers import reader_of, with_the_meter
from rotative.subscriptions.seating import subscriptions_of
from rotative.syndication.full_text import full_texts
from rotative.syndication.models import PersonalFeed
from rotative.syndication.personal import by_key
from rotative.syndication.rss import ListFeed, NewsFeed

# A feed reader asks a few times an hour; more is a broken one, or a key that has been handed around.
BY_KEY = Limit("personal-feed", attempts=60, seconds=60 * 60)


@dataclass(frozen=True, slots=True)
class Opened:
    """A feed as it is opened: whose, in which language, what she reads, and when."""

    feed: PersonalFeed
    reader: Reader
    now: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry that is no article: the subscription is over. It has what a feed shows of an article."""

    guid: str
    headline: str
    teaser: str
    full_url: str
    published_at: datetime
    language: str
    shown_kicker: str = ""
    listed_byline: str = ""
    section: None = None
    whole: str = ""


@require_safe
def personal_feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """Answer with the feed of a key. Raises Http404 for a key that opens nothing, or nothing any more."""
    feed = by_key(key)
    if feed is None:
        raise Http404("No such feed.")
    if wait := BY_KEY.seconds_left(feed.key_digest):
        response: HttpResponse = HttpResponse(status=429, headers={"Retry-After": str(wait)})
    else:
        BY_KEY.count(feed.key_digest)
        response = _answer(request, feed, timezone.now())
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, feed: PersonalFeed, now: datetime) -> HttpResponse:
    reader = reader_of(feed.owner, now=now)
    if reader.reads_by is None:
        # What she has opened this month is hers; a feed reader that looks at everything uses up no meter.
        reader = replace(with_the_meter(reader, feed.owner, now=now), meter_left=0)
    opened = Opened(feed, reader, now)
    response: HttpResponse = WholeFeed()(request, language=feed.language, opened=opened)
    # Of the articles' days alone a feed would seem unchanged when a subscription ends or an article is mended.
    digest = hashlib.sha256(response.content).hexdigest()
    if digest != feed.shown_digest:
        feed.shown_digest, feed.changed_at = digest, now
        feed.save(update_fields=["shown_digest", "changed_at"])
    response["Last-Modified"] = http_date(feed.changed_at.timestamp())
    return response


class WholeNews(NewsFeed):
    """RSS with content:encoded, the whole text of an entry (RSS 1.0 module “Content”)."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        if item["whole"]:
            handler.addQuickElement("content:encoded", item["whole"])


class WholeFeed(ListFeed):
    """The newest articles of an edition for one reader."""

    feed_type = WholeNews
    ttl = 60  # minutes between two looks, for feed readers that take advice

    def get_object(self, request: HttpRequest, language: str, opened: Opened) -> Opened:
        self.language = language
        return opened

    def link(self, obj: Opened) -> str:
        return "/" if self.language == settings.LANGUAGE_CODE else f"/{self.language}/"

    def title(self, obj: Opened) -> str:
        return " – ".join((super().title(obj), _("whole articles")))

    def key(self, obj: Opened) -> str:
        return paper_key(self.language)

    def items(self, obj: Opened) -> list[Any]:
        articles = super().items(obj)
        hers = [one for one in articles if _is_hers(one, obj)]
        texts = full_texts(hers)
        for article in articles:
            article.whole = texts.get(article.pk, "")
        return articles if obj.reader.reads_by is not None else [_notice(obj, self.language), *articles]

    def item_guid(self, item: Any) -> str:
        return item.guid if isinstance(item, Notice) else super().item_guid(item)

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        return {**super().item_extra_kwargs(item), "whole": item.whole}


def _is_hers(article: Any, opened: Opened) -> bool:
    wall = wall_at(article.applied_access, article.walled_from, opened.now)
    return may_read(opened.reader, wall, article.pk).may_read


def _notice(opened: Opened, language: str) -> Notice:
    ends = [one.ends_at for one in subscriptions_of(opened.feed.owner) if one.ends_at]
    ended_at = max((end for end in ends if end <= opened.now), default=opened.feed.made_at)
    return Notice(
        guid=f"{settings.SITE_URL}/#subscription-ended-{ended_at:%Y-%m-%d}",
        headline=_("Your subscription has ended"),
        teaser=_("Here are the beginnings of the articles. Subscribe again, and they come whole as before."),
        full_url=settings.SITE_URL + reverse("subscription_plans"),
        published_at=ended_at,
        language=language,
    )
