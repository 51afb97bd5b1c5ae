"""Pages in the paper's own dress for when something is missing, broken or away, robots.txt and the icon."""

import re
import sys
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from rotative.paper.navigation import last_known_paper, paper_of
from rotative.paper.stylesheet import colour_by_day
from rotative.press import notices
from rotative.press.outages import database_is_away
from rotative.press.rendering import is_printing

_ARTICLE = re.compile(r"^(?:(?:le|la|les|the)\s+|l['’])", re.IGNORECASE)
RETRY_AFTER = 30  # seconds


def _language_of(request: HttpRequest) -> str:
    """Return the language of an address; what has failed may have failed before anything activated it."""
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page that is not there, with ways on: as it is printed, where there is a press."""
    if is_printing(request):
        return HttpResponse(status=404)  # the press keeps none of these
    language = _language_of(request)
    if settings.PRESS:
        found = notices.printed_notice(request, notices.NOT_FOUND, language)
        if found is None:
            notices.print_notice(notices.NOT_FOUND, language)
            found = notices.printed_notice(request, notices.NOT_FOUND, language)
        if found is not None:
            return found
    with translation.override(language):
        return render(request, "paper/not_found.html", {"language": language}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for our own mistakes; reads nothing, for the database may be what broke. If it is away: 503."""
    if database_is_away(sys.exc_info()[1]):
        return unavailable(request)
    return HttpResponse(_bare("paper/server_error.html", _language_of(request)), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for when what was asked for needs the database and it is away; asks nothing of it."""
    language = _language_of(request)
    response = notices.printed_notice(request, notices.UNAVAILABLE, language)
    if response is None:
        response = HttpResponse(_bare("paper/unavailable.html", language), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


def _bare(template: str, language: str) -> str:
    """Render a page that comes out without request and database."""
    home = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    dress: dict[str, Any] = {"paper": last_known_paper(), "home_url": home}
    with translation.override(language):
        return render_to_string(template, {"language": language, "nav": dress, "dress": "paper/bare.html"})


def not_found_notice(request: HttpRequest) -> HttpResponse:
    """The page that is not there, for the press to print."""
    notices.demand_the_press(request)
    return render(request, "paper/not_found.html", {"language": _language_of(request)})


def unavailable_notice(request: HttpRequest) -> HttpResponse:
    """The page for when the database is away, with the menu around it, for the press to print."""
    notices.demand_the_press(request)
    return render(
        request, "paper/unavailable.html", {"language": _language_of(request), "dress": "paper/base.html"}
    )


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
