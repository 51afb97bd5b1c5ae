"""Serves a page of the tree. Articles, which are many, are found by their whole path at once and not step by step."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from rotative.articles.models import Article
from rotative.paper.keys import PAPER
from rotative.press.ahead import take
from rotative.press.collecting import collected_so_far, depends_on
from rotative.press.keeping import kept
from rotative.press.rendering import make_request
from rotative.sections import archives

ARTICLE = "article at"  # what sections/loading.py leaves for the pages of a batch


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at a path, which ends with a slash. Raises Http404."""
    if (article := _article_at(request, path)) is not None:
        # Where Wagtail looks first; its walk down the tree costs four queries a level.
        request._wagtail_route_for_request = RouteResult(article, [], {})  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)


def _article_at(request: HttpRequest, path: str) -> Any:
    steps = [step for step in path.split("/") if step]
    language = (translation.get_language() or "fr").split("-")[0]
    if collected_so_far() is None:
        top = _top(request)
    else:
        # Wagtail reads the site at each request; the press's requests all go to the same.
        values, top = site_and_top(language)
        # One of the request's own: the home page that hangs on it is not to outlive the next change of the front.
        request._wagtail_site = Site.from_db(DEFAULT_DB_ALIAS, *values) if values else None  # type: ignore[attr-defined]
        if (found := take(ARTICLE, request.path)) is not None:
            return found
    if len(steps) < 2 or archives.WORD in steps:
        return None
    rows = Article.objects.live().filter(slug=steps[-1], url_path=f"{top}{'/'.join(steps)}/")
    return rows.select_related("locale", "section", "column", "lead_photo").first()


def _top(request: HttpRequest) -> str:
    """Return how the paths of an edition's pages begin; nothing where there is none."""
    site = Site.find_for_request(request)
    front: Page | None = site.root_page.localized if site else None
    return str(front.url_path) if front is not None else ""


Columns = tuple[list[str], list[Any]]  # of a row: names and values


@kept
def site_and_top(language: str) -> tuple[Columns | None, str]:
    """Return the row of the site that the press prints, and how the paths of an edition's pages begin."""
    depends_on(PAPER)
    request = make_request("/")
    with translation.override(language):
        site = Site.find_for_request(request)
        names = [field.attname for field in Site._meta.concrete_fields]
        row = (names, [getattr(site, name) for name in names]) if site else None
        return row, _top(request)
