"""Pages in the paper's own dress for when something is missing or broken, robots.txt and the icon."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page that is not there, with ways on."""
    language = (translation.get_language() or "fr").split("-")[0]
    return render(request, "paper/not_found.html", {"language": language}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for our own mistakes; reads nothing, for the database may be what broke."""
    language = (translation.get_language() or "fr").split("-")[0]
    return HttpResponse(render_to_string("paper/server_error.html", {"language": language}), status=500)


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
    from rotative.paper.models import Paper

    paper: Any = Paper.for_request(request)
    icon = render_to_string(
        "paper/favicon.svg",
        {"letter": paper.name.removeprefix("La ").removeprefix("Le ")[:1], "accent": paper.accent},
    )
    return HttpResponse(icon, content_type="image/svg+xml")
