"""Sitemaps by month of publication (sitemaps.org 0.9): a month that is over keeps its file."""

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rotative.articles import keys
from rotative.articles.listings import paper_key, span_of, start_of_month
from rotative.articles.models import Article, Listing
from rotative.paper.keys import PAPER, SECTIONS, link_key, page_key
from rotative.paper.models import LegalPage
from rotative.paper.standing import standing
from rotative.press.collecting import depends_on
from rotative.sections.models import HomePage, SectionPage

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAPER_LISTS = [paper_key(language) for language, _name in settings.LANGUAGES]


def _xml(root: str, entry: str, rows: list[tuple[str, datetime | None]]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for url, changed in rows:
        when = (
            f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>"
            if changed
            else ""
        )
        lines.append(f"<{entry}><loc>{escape(url)}</loc>{when}</{entry}>")
    lines.append(f"</{root}>")
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")


def _listed() -> Any:
    return Listing.objects.filter(list__in=PAPER_LISTS)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One entry for the pages that list, one for each month with articles."""
    depends_on(*map(keys.listed, PAPER_LISTS))
    spans = [span for span in map(span_of, PAPER_LISTS) if span]
    files = [f"{settings.SITE_URL}/sitemap-pages.xml"]
    if spans:
        first = timezone.localtime(min(first for first, _last in spans))
        last = timezone.localtime(max(last for _first, last in spans))
        for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            year, month_number = count // 12, count % 12 + 1
            span = {
                "published_at__gte": start_of_month(year, month_number),
                "published_at__lt": start_of_month(year, month_number + 1),
            }
            if _listed().filter(**span).exists():
                files.append(f"{settings.SITE_URL}/sitemap-{year}-{month_number:02}.xml")
    return _xml("sitemapindex", "sitemap", [(url, None) for url in files])


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Home pages, sections and legal pages."""
    depends_on(SECTIONS, PAPER)
    found: list[Any] = []
    for model in (HomePage, SectionPage, LegalPage):
        found += standing(model.objects.live().public())
    depends_on(*(key for page in found for key in (page_key(page.pk), link_key(page.pk))))
    return _xml("urlset", "url", [(page.full_url, page.last_published_at) for page in found if page.full_url])


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The articles of one month. Raises Http404 when there are none: an empty urlset is not valid."""
    if not 1 <= int(month) <= 12 or not 1 < int(year) < 9999:
        raise Http404("No such month.")
    span = (start_of_month(int(year), int(month)), start_of_month(int(year), int(month) + 1))
    rows = Article.objects.filter(
        listings__list__in=PAPER_LISTS,
        listings__published_at__gte=span[0],
        listings__published_at__lt=span[1],
    )
    rows = rows.select_related("locale").defer("body").order_by("first_published_at", "pk")
    rows = list(rows)
    depends_on(*(keys.listed_in_month(list_key, span[0]) for list_key in PAPER_LISTS))
    depends_on(*(key for article in rows for key in (keys.teaser(article.pk), link_key(article.section_id))))
    found = [(article.full_url, article.updated_at or article.published_at) for article in rows]
    if not found:
        raise Http404("Nothing was published in this month.")
    return _xml("urlset", "url", found)
