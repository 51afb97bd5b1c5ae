"""Who wrote a saved HTML article, when, under which headline: JSON-LD, meta tags, what the page shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from rotative.importers.pages import linked_data
from rotative.importers.pages.dates import ImpossibleDate, read_timestamp
from rotative.importers.pages.names import Names
from rotative.importers.pages.parsed import PageRefused, Refusal
from rotative.importers.pages.shown import short_text, tidy
from rotative.importers.pages.signatures import names_of

_PUBLISHED = (
    *("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date"),
    *("dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate"),
    *("parsely-pub-date", "sailthru.date", "publication_date", "ptime"),
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "lastmod",
)
_SECTION = ("article:section", "parsely-section", "section")
_STANDFIRST_CLASS = re.compile(
    r"(?:.*[-_])?(?:chapo|chapeau|standfirst|dek|subhead(?:line)?|sub-?title|lede|article-?intro|summary)"
    r"(?:[-_]\w*)?",
    re.IGNORECASE,
)
_TOPICS_CLASS = re.compile(
    r"(?:(?:article|post|entry)[-_])?(?:topics|tags|themes|mots-cles)(?:[-_](?:links|list))?", re.I
)
_MOST_TOPICS = 12


@dataclass(slots=True)
class Metadata:
    headline: str | None = None
    description: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    names: Names | None = None
    language: str | None = None
    photo_url: str | None = None
    photo_caption: str | None = None
    section: str | None = None
    source_url: str | None = None
    tags: tuple[str, ...] = ()
    is_article: bool = False
    is_list: bool = False
    site_name: str | None = None
    window_title: str | None = None

    def headline_without_site(self) -> str | None:
        """The declared headline without “ | The Paper” or “ - The Paper” behind it."""
        if self.headline and self.site_name:
            return re.sub(
                rf"\s+[|·•–—-]\s+{re.escape(self.site_name)}\W*$", "", self.headline, flags=re.IGNORECASE
            )
        return self.headline


def read_metadata(root: HtmlElement, path: Path) -> Metadata:
    """What the untouched tree says about its article. Raises PageRefused for a date that does not exist."""
    things = linked_data.things_of(root)
    article = linked_data.article_among(things)
    meta = _meta_of(root)
    source = _web_address(
        first(meta, "og:url") or _canonical(root) or linked_data.first_text(article.get("url"))
    )
    site = first(meta, "og:site_name") or next(
        (name for _, name in linked_data.names_in(article.get("publisher"), things)), ""
    )
    photo, caption = linked_data.image_in(article.get("image"), things)
    photo = photo or first(meta, "og:image", "twitter:image")
    return Metadata(
        headline=tidy(linked_data.first_text(article.get("headline")))
        or first(meta, "og:title", "twitter:title"),
        description=first(meta, "og:description", "description", "twitter:description")
        or tidy(linked_data.first_text(article.get("description"))),
        published_at=_moment(
            (article.get("datePublished"), *_shown_dates(root, meta, "datePublished", _PUBLISHED)), path
        ),
        updated_at=_moment(
            (article.get("dateModified"), *_shown_dates(root, meta, "dateModified", _UPDATED)), path
        ),
        names=names_of(linked_data.names_in(article.get("author"), things), root, meta, site),
        language=_language(root, article, meta),
        photo_url=_web_address(urljoin(source or "", photo)) if photo else None,
        photo_caption=tidy(caption),
        section=tidy(linked_data.first_text(article.get("articleSection"))) or first(meta, *_SECTION),
        source_url=source,
        tags=_tags(article, meta) or _tags_shown(root),
        is_article=bool(article)
        or first(meta, "og:type").lower() in ("article", "news")
        or bool(first(meta, "article:published_time"))
        or bool(root.xpath("//*[contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')]")),
        is_list=linked_data.is_list_page(things),
        site_name=site or None,
        window_title=tidy(root.findtext(".//title")),
    )


def first(meta: dict[str, list[str]], *names: str) -> str:
    """The first filled value under the first of these names, an empty string where there is none."""
    return next((value for name in names for value in meta.get(name, ())), "")


def standfirst_element(root: HtmlElement) -> HtmlElement | None:
    """The element that the page itself calls chapo, standfirst, dek or subtitle, if its text is short."""
    for element in root.iter("p", "div", "h2", "h3", "span"):
        named = any(map(_STANDFIRST_CLASS.fullmatch, element.get("class", "").split()))
        if named or element.get("itemprop") in ("description", "alternativeHeadline"):
            words = len(element.text_content().split())
            if (
                6 <= words <= 150
                and len(list(element.iter("p"))) <= 3
                and not list(element.iter("h1", "ul", "nav"))
            ):
                return element
    return None


def _meta_of(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        )
        value = tidy(element.get("content"))
        if name and value:
            found.setdefault(name, []).append(value)
    return found


def _canonical(root: HtmlElement) -> str:
    return next((link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"), "")


def _web_address(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _shown_dates(
    root: HtmlElement, meta: dict[str, list[str]], prop: str, names: Iterable[str]
) -> Iterator[str]:
    yield from (value for name in names for value in meta.get(name, ()))
    for element in root.xpath("//*[@itemprop=$prop]", prop=prop):
        yield element.get("content") or element.get("datetime") or element.text_content()
    if prop == "datePublished":
        for element in root.iter("time"):
            if element.get("datetime") and (
                element.get("pubdate") is not None or "publi" in element.get("class", "")
            ):
                yield element.get("datetime")


def _moment(candidates: Iterable[object], path: Path) -> datetime | None:
    for candidate in candidates:
        if not isinstance(candidate, str):
            continue
        try:
            moment = read_timestamp(candidate)
        except ImpossibleDate as error:
            raise PageRefused(path, Refusal.IMPOSSIBLE_DATE, "published_at", found=candidate) from error
        if moment:
            return moment
    return None


def _language(root: HtmlElement, article: linked_data.Thing, meta: dict[str, list[str]]) -> str | None:
    html = next(root.iter("html"), root)
    declared = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang")
    declared = (
        declared or linked_data.first_text(article.get("inLanguage")) or first(meta, "og:locale", "language")
    )
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", declared or "")
    return found[0].lower() if found else None


def _tags(article: linked_data.Thing, meta: dict[str, list[str]]) -> tuple[str, ...]:
    words = [*meta.get("article:tag", ()), *linked_data.texts(article.get("keywords"))]
    words = words or [
        word for name in ("news_keywords", "keywords") for word in linked_data.texts(first(meta, name))
    ]
    return tuple(dict.fromkeys(filter(None, map(tidy, words))))[:30]


def _tags_shown(root: HtmlElement) -> tuple[str, ...]:
    """The topics that the article links to: `rel="tag"`, or a short list of that name below it."""
    links = root.xpath("//a[contains(concat(' ', @rel, ' '), ' tag ')]") or [
        link
        for holder in root.xpath("//article//*[self::ul or self::div or self::p][@class]")
        if any(map(_TOPICS_CLASS.fullmatch, holder.get("class").split()))
        for link in holder.iter("a")
    ]
    words = (short_text(link, 80) for link in links)
    return tuple(dict.fromkeys(filter(None, words))) if len(links) <= _MOST_TOPICS else ()
