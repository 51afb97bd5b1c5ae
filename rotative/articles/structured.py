"""An article for machines: schema.org's NewsArticle and BreadcrumbList, as JSON-LD."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from rotative.articles.models import Article
from rotative.paper.keys import link_key
from rotative.paper.navigation import Navigation
from rotative.photos.renditions import plain_url
from rotative.press.collecting import depends_on
from rotative.press.keeping import kept
from rotative.typography import teaser, typeset

# Inside a script element only these could end it or confuse an HTML parser (the json_script filter's table).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
HEADLINE_LIMIT = 110  # characters, Google's “Article structured data”


def script(data: dict[str, Any]) -> SafeString:
    """Return data as a JSON-LD script element; it is data, no browser runs it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def breadcrumbs(article: Article, nav: Navigation) -> dict[str, Any]:
    """Return the way from the front page to the article."""
    language = article.language
    steps = [(typeset(nav.paper.name, language), f"{nav.root_url}{nav.home_url}")]
    steps += [(typeset(title, language), url) for title, url in _way_to(article.section_id)]
    steps.append((typeset(article.headline, language), article.full_url))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


@kept
def _way_to(section_id: int | None) -> tuple[tuple[str, str], ...]:
    """Return titles and addresses of the sections that lead to one, itself included."""
    section = Page.objects.filter(pk=section_id).first()
    found = section.get_ancestors(inclusive=True).filter(depth__gt=2) if section else ()
    depends_on(*(link_key(one.pk) for one in found))
    return tuple((one.title, one.full_url) for one in found)


def publisher(nav: Navigation, language: str) -> dict[str, Any]:
    """Return who publishes the paper, with its logo where it has one."""
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": typeset(nav.paper.name, language),
        "url": nav.root_url,
    }
    if nav.paper.logo and (logo := plain_url(nav.paper.logo, "body_small")):
        data["logo"] = {"@type": "ImageObject", "url": f"{nav.root_url}{logo}"}
    return data


def news_article(article: Article, nav: Navigation, share_url: str) -> dict[str, Any]:
    """Return the article's data. ``share_url``: path of its share image, empty without one."""
    language = article.language
    authors = [
        {
            "@type": "Person",
            "name": typeset(s.author.name, language),
            "url": f"{nav.root_url}{s.author.get_absolute_url()}",
        }
        for s in article.signed_by
    ]
    published = article.published_at.isoformat(timespec="seconds") if article.published_at else None
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "mainEntityOfPage": article.full_url,
        "headline": typeset(teaser(article.headline, language, HEADLINE_LIMIT), language),
        "description": typeset(article.shown_description, language),
        "inLanguage": language,
        "datePublished": published,
        "dateModified": article.updated_at.isoformat(timespec="seconds") if article.updated_at else published,
        "author": authors
        or [{"@type": "Organization", "name": typeset(article.agency_credit or nav.paper.name, language)}],
        "publisher": publisher(nav, language),
        "articleSection": typeset(article.section.title, language) if article.section else None,
        "isAccessibleForFree": not article.wall,
        "image": [f"{nav.root_url}{share_url}"] if share_url else None,
    }
    if article.wall:
        data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".wall"}
    kept = {key: value for key, value in data.items() if value is not None}
    return {"@context": "https://schema.org", "@graph": [kept, breadcrumbs(article, nav)]}
