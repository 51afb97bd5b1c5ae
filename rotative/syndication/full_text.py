"""The whole text of an article for a feed: plain HTML with complete addresses, as feed readers show it."""

import re
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation
from lxml import html

from rotative.articles.models import Article

KEPT_FOR = 5 * 60  # seconds; many subscribers ask for the same articles
_ADDRESSES = {"a": "href", "img": "src"}
_ATTRIBUTES = {
    "href",
    "src",
    "alt",
    "width",
    "height",
    "datetime",
    "colspan",
    "rowspan",
    "scope",
    "lang",
    "title",
}
_DROPPED = ("iframe", "script", "style", "form", "button", "details")
# libxml2's parser is of the days of HTML 4: a picture's img stands inside its sources for it.
_UNWRAPPED = ("picture", "source", "span", "section")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # Extensible Markup Language 1.0, 2.2


def full_texts(articles: list[Any]) -> dict[int, str]:
    """Return the whole text of articles by their ids. Whoever calls has made sure that they may be read."""
    keys = {article.pk: _key(article) for article in articles}
    known = cache.get_many(keys.values())
    found = {pk: known[key] for pk, key in keys.items() if key in known}
    missing = [pk for pk in keys if pk not in found]
    rows = Article.objects.filter(pk__in=missing).select_related("locale", "section", "column", "lead_photo")
    for article in rows:
        found[article.pk] = _rendered(article)
        cache.set(keys[article.pk], found[article.pk], KEPT_FOR)
    return found


def _key(article: Any) -> str:
    published = article.last_published_at.timestamp() if article.last_published_at else 0
    return f"full-text:{article.pk}:{article.live_revision_id}:{published}"


def _rendered(article: Any) -> str:
    with translation.override(article.language):
        context = {
            "article": article,
            "body": article.body,
            "language": article.language,
            "now": timezone.now(),
        }
        return plain(render_to_string("syndication/full_text.html", context))


def plain(markup: str) -> str:
    """Return HTML without what means something in our own pages only, and with complete addresses."""
    root = html.fragment_fromstring(_NO_XML.sub("", markup), create_parent="div")
    for element in list(root.iter("*", html.etree.Comment)):
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            element.drop_tree()
            continue
        for name in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[name]
        attribute = _ADDRESSES.get(element.tag)
        if attribute and element.get(attribute):
            element.set(attribute, urljoin(f"{settings.SITE_URL}/", element.get(attribute)))
        if element.tag in _UNWRAPPED:
            element.drop_tag()
    inside = (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)
    return re.sub(r"\s*\n\s*", "\n", inside).strip()
