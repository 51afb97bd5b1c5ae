"""RSS 2.0 feeds of the paper, its sections, columns and authors (RSS Advisory Board, RSS 2.0 specification)."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed

from rotative.articles import keys
from rotative.articles.listings import author_key, column_key, paper_key, section_key
from rotative.articles.models import Article, Column
from rotative.articles.teasers import prepare
from rotative.authors import keys as author_keys
from rotative.authors.models import Author
from rotative.paper.keys import link_key, page_key
from rotative.paper.models import Paper
from rotative.paper.navigation import paper_of
from rotative.press.collecting import depends_on
from rotative.sections.models import SectionPage
from rotative.typography import typeset

ENTRIES = 30


class NewsFeed(Rss201rev2Feed):
    """RSS 2.0 with dc:creator, because RSS' own author must be an e-mail address."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def latest_post_date(self) -> datetime:
        """When the newest article came out; a feed of nothing has not changed since time began, instead of just now."""
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)


class ListFeed(Feed[Any, Any]):
    """The newest articles of one list. Subclasses say which."""

    feed_type = NewsFeed
    list_key = ""
    language = settings.LANGUAGE_CODE
    name = ""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Django keeps one instance for all requests; what belongs to a request stands on a fresh one.
        feed = type(self)()
        feed.paper = paper_of(request)  # type: ignore[attr-defined]
        # Checked first: Django would load, and keep, a catalogue for any language that an address names.
        with translation.override(_known(kwargs.get("language", settings.LANGUAGE_CODE))):
            response = super(ListFeed, feed).__call__(request, *args, **kwargs)
        response["Content-Type"] = "application/rss+xml; charset=utf-8"
        return response

    def feed_url(self, obj: Any) -> str:
        return ""

    def title(self, obj: Any) -> str:
        paper: Paper = self.paper  # type: ignore[attr-defined]
        parts = [paper.name, str(obj)] if self.name else [paper.name]
        return " – ".join(typeset(part, self.language) for part in parts)

    def description(self, obj: Any) -> str:
        paper: Paper = self.paper  # type: ignore[attr-defined]
        return typeset(getattr(obj, "description", "") or paper.motto or paper.name, self.language)

    def items(self, obj: Any) -> list[Any]:
        articles = prepare(list(Article.objects.as_teasers().listed(self.key(obj), first=ENTRIES)))
        return articles

    def key(self, obj: Any) -> str:
        """Key of the list that the feed is about."""
        raise Http404

    def item_title(self, item: Any) -> str:
        text = f"{item.shown_kicker} : {item.headline}" if item.shown_kicker else item.headline
        return typeset(text, item.language)

    def item_description(self, item: Any) -> str:
        return typeset(item.teaser, item.language)

    def item_link(self, item: Any) -> str:
        return str(item.full_url)

    def item_guid(self, item: Any) -> str:
        # The number never changes, the address may: an article that moved is not a new article.
        return f"{settings.SITE_URL}/#article-{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime | None:
        moment: datetime | None = item.published_at
        return moment

    def item_categories(self, item: Any) -> list[str]:
        return [typeset(item.section.title, item.language)] if item.section else []

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        return {"creators": [typeset(item.listed_byline, item.language)] if item.listed_byline else []}


def _known(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404("No edition in this language.")
    return language


class PaperFeed(ListFeed):
    """Everything, in one language."""

    def get_object(self, request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> str:
        self.language = _known(language)
        return language

    def link(self, obj: str) -> str:
        return "/" if obj == settings.LANGUAGE_CODE else f"/{obj}/"

    def key(self, obj: str) -> str:
        return paper_key(obj)


class SectionFeed(ListFeed):
    """A section and everything below it."""

    name = "section"

    def get_object(self, request: HttpRequest, pk: int) -> SectionPage:
        depends_on(page_key(pk), link_key(pk))
        section = get_object_or_404(SectionPage.objects.live().select_related("locale"), pk=pk)
        self.language = section.language
        return section

    def link(self, obj: SectionPage) -> str:
        return str(obj.url)

    def key(self, obj: SectionPage) -> str:
        return section_key(obj.pk)


class ColumnFeed(ListFeed):
    """A column in one language."""

    name = "column"

    def get_object(self, request: HttpRequest, pk: int, language: str) -> Column:
        self.language = _known(language)
        depends_on(keys.column(pk))
        return get_object_or_404(Column, pk=pk)

    def link(self, obj: Column) -> str:
        return obj.get_absolute_url()

    def key(self, obj: Column) -> str:
        return column_key(obj.pk, self.language)


class AuthorFeed(ListFeed):
    """An author's articles in one language."""

    name = "author"

    def get_object(self, request: HttpRequest, pk: int, language: str) -> Author:
        self.language = _known(language)
        depends_on(author_keys.author(pk))
        return get_object_or_404(Author, pk=pk)

    def link(self, obj: Author) -> str:
        return obj.get_absolute_url()

    def key(self, obj: Author) -> str:
        return author_key(obj.pk, self.language)
