"""Pages in the paper's own dress for when something is missing or broken, robots.txt and the icon."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from rotative.paper.navigation import last_known_paper, paper_of
from rotative.paper.stylesheet import colour_by_day

_ARTICLE = re.compile(r"^(?:(?:le|la|les|the)\s+|l['’])", re.IGNORECASE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page that is not there, with ways on."""
    language = (translation.get_language() or "fr").split("-")[0]
    return render(request, "paper/not_found.html", {"language": language}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for our own mistakes; reads nothing, for the database may be what broke."""
    language = (translation.get_language() or "fr").split("-")[0]
    context = {"language": language, "paper": last_known_paper()}
    return HttpResponse(render_to_string("paper/server_error.html", context), status=500)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is not for them and where the sitemap is (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /redaction/", "Disallow: /recherche/", "Disallow: /en/search/", ""]
    lines += [f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The paper's initial on its colour."""
    paper = paper_of(request)
    letter = _ARTICLE.sub("", paper.name)[:1].upper()
    icon = render_to_string("paper/favicon.svg", {"letter": letter, "colour": colour_by_day(paper.accent)})
    return HttpResponse(icon, content_type="image/svg+xml")
