"""Pages that list and are no page of the tree: authors, columns, topics, corrections, search."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.dateparse import parse_date

from rotative.articles import keys
from rotative.articles.listings import author_key, column_key, paper_key, topic_key
from rotative.articles.models import Article, Column, Correction, Listing, Topic
from rotative.articles.teasers import prepare
from rotative.authors import keys as author_keys
from rotative.authors.models import Author
from rotative.paper.standing import standing
from rotative.press.collecting import depends_on
from rotative.search.analysis import Language
from rotative.search.engine import SearchIndexError
from rotative.search.index import search_index
from rotative.search.results import snippet_of
from rotative.sections.models import SectionPage
from rotative.sections.paging import read_page

logger = logging.getLogger(__name__)

CORRECTIONS = 50


def _language() -> Language:
    return "en" if translation.get_language() == "en" else "fr"


def _elsewhere(found: Any, slug: str) -> HttpResponse | None:
    """Lead an address that something once had to today's. Raises Http404 where nothing has or had it."""
    if found is None:
        raise Http404("Nothing has this address.")
    return None if found.slug == slug else HttpResponsePermanentRedirect(found.get_absolute_url())


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author and what she wrote; an address she once had leads to today's."""
    person = Author.objects.at_address(slug)
    if moved := _elsewhere(person, slug):
        return moved
    depends_on(author_keys.author(person.pk))
    page_of = read_page(author_key(person.pk, _language()), request)
    context = {"author": person, "links": person.links.all(), "page_of": page_of, "language": _language()}
    return render(request, "sections/author.html", context)


def authors(request: HttpRequest) -> HttpResponse:
    """Who writes for the paper."""
    depends_on(author_keys.AUTHORS)
    people = Author.objects.active().select_related("portrait").prefetch_related("portrait__renditions")
    return render(request, "sections/authors.html", {"authors": people, "language": _language()})


def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column and its articles."""
    found = Column.objects.select_related("picture").at_address(slug)
    if moved := _elsewhere(found, slug):
        return moved
    depends_on(keys.column(found.pk))
    context = {
        "column": found,
        "authors": _authors_of(found),
        "page_of": read_page(column_key(found.pk, _language()), request),
        "language": _language(),
    }
    return render(request, "sections/column.html", context)


def _authors_of(column: Column) -> list[Author]:
    authors = [entry.author for entry in column.column_authors.select_related("author")]
    depends_on(*(author_keys.author(author.pk) for author in authors))
    return authors


def columns(request: HttpRequest) -> HttpResponse:
    """All columns."""
    depends_on(keys.COLUMNS)
    return render(
        request, "sections/columns.html", {"columns": Column.objects.all(), "language": _language()}
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic and its articles."""
    found = Topic.objects.at_address(slug)
    if moved := _elsewhere(found, slug):
        return moved
    depends_on(keys.topic(found.pk))
    page_of = read_page(topic_key(found.pk, _language()), request)
    return render(
        request, "sections/topic.html", {"topic": found, "page_of": page_of, "language": _language()}
    )


def corrections(request: HttpRequest) -> HttpResponse:
    """All corrections, newest first; reads the index articles_correction_newest."""
    depends_on(keys.corrections(_language()))
    rows = Correction.objects.select_related("article", "article__locale", "article__section")
    # Asked for by their articles' language, SQLite would read every article of that language first.
    in_language = Listing.objects.filter(list=paper_key(_language()), article=OuterRef("article"))
    rows = rows.filter(Exists(in_language)).order_by("-corrected_on", "-id")
    cursor = request.GET.get("avant", "")
    if cursor:
        day, pk = _correction_cursor(cursor)
        # The first condition bounds the walk of the index; the second sorts out corrections of the same day.
        rows = rows.filter(corrected_on__lte=day).exclude(corrected_on=day, pk__gte=pk)
    found = list(rows[: CORRECTIONS + 1])
    shown = found[:CORRECTIONS]
    context = {
        "corrections": shown,
        "older": f"?avant={shown[-1].corrected_on}-{shown[-1].pk}" if len(found) > CORRECTIONS else "",
        "is_first": not cursor,
        "language": _language(),
    }
    return render(request, "sections/corrections.html", context)


def _correction_cursor(text: str) -> tuple[date, int]:
    """Return day and id of the correction where the last page ended. Raises Http404 for anything else."""
    day, _hyphen, pk = text.rpartition("-")
    try:
        found, number = parse_date(day), _number(pk)
    except ValueError:
        found, number = None, None
    if found is None or number is None:
        raise Http404("No such page of corrections.")
    return found, number


def _day(text: str, later: int = 0) -> datetime | None:
    """Return when the day begins that was typed, or so many days later; None for what is no day."""
    try:
        found = parse_date(text)
        day = found + timedelta(days=later) if found else None
    except (ValueError, OverflowError):
        return None
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) if day else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _of_openings(articles: list[Article], query: str) -> dict[int, str]:
    """Return what search shows of articles that are not open: the index may not have heard yet that they are closed."""
    closed = Article.objects.filter(pk__in=[article.pk for article in articles if not article.is_open])
    rows = closed.select_related("locale").only("standfirst", "body", "applied_access", "locale")
    return {
        article.pk: snippet_of([article.shown_standfirst, article.opening_text], query, article.language)
        for article in rows
    }


def search(request: HttpRequest) -> HttpResponse:
    """Search results, with filters by section, author and period; ranked by relevance and freshness."""
    asked = request.GET
    query, page = asked.get("q", ""), min(_number(asked.get("page", "")) or 1, 50)
    filters: dict[str, Any] = {
        "section_id": _number(asked.get("rubrique", "")),
        "author_id": _number(asked.get("auteur", "")),
        "since": _day(asked.get("du", "")),
        "until": _day(asked.get("au", ""), later=1),
    }
    try:
        results = search_index().search(query, language=_language(), page=page, now=timezone.now(), **filters)
    except SearchIndexError:
        logger.exception("search: the index cannot be read; run `rotative search rebuild`")
        results = None
    hits = {hit.id: hit for hit in results.hits} if results else {}
    articles = prepare(Article.objects.in_order_of(hits))
    snippets = {pk: hit.snippets for pk, hit in hits.items()} | _of_openings(articles, query)
    rest = asked.copy()
    rest["page"] = str(page + 1)
    context = {
        "query": query,
        "results": results,
        "found": [(article, hits[article.pk].headline_marked, snippets[article.pk]) for article in articles],
        "next_page": f"?{rest.urlencode()}" if results and page * 20 < results.total and page < 50 else "",
        "sections": [page for page in standing(SectionPage.objects.live()) if page.language == _language()],
        "authors": Author.objects.all(),
        "filters": filters,
        "narrowed": any(value is not None for value in filters.values()),
        "asked": asked,
        "language": _language(),
    }
    response = render(request, "sections/search.html", context, status=200 if results else 503)
    response["X-Robots-Tag"] = "noindex"
    return response
