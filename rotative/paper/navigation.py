"""The paper, its menu and its legal pages, as a page of the paper needs them; read once a request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, Site

from rotative.paper.keys import PAPER, link_key, photo_key
from rotative.paper.models import LegalPage, Paper
from rotative.paper.standing import standing
from rotative.press.collecting import collected_so_far, depends_on
from rotative.press.keeping import kept
from rotative.press.rendering import make_request


@dataclass(frozen=True)
class Link:
    """A place in the menu."""

    title: str
    url: str
    page_id: int


@dataclass(frozen=True)
class Navigation:
    """What stands around every page."""

    paper: Paper
    home_url: str
    menu: tuple[Link, ...]
    legal: tuple[Link, ...]
    subscribe_url: str
    root_url: str
    editions: tuple[str, ...]


def paper_of(request: HttpRequest) -> Paper:
    """Return the paper that the request's site is; a blank one where there is no site yet."""
    depends_on(PAPER)
    paper: Paper = Paper.for_request(request) if Site.find_for_request(request) else Paper()
    return paper


_sellers: list[Callable[[], str]] = []


def seller(function: Callable[[], str]) -> Callable[[], str]:
    """Register who says where subscribing leads when the paper has chosen no page, empty for nowhere; a decorator.

    What it reads it tells the press by itself.
    """
    _sellers.append(function)
    return function


_worn: list[Paper] = []


def last_known_paper() -> Paper:
    """Return the paper as this process last read it, for pages that must come out without the database."""
    return _worn[0] if _worn else Paper()


def _in_language(pages: list[Page], language: str) -> dict[int, Page]:
    """Give each page's version in the language, by the id of the page asked for; the page itself where it has none."""
    found = {page.pk: page for page in pages if page.locale.language_code == language}
    others = {page.translation_key: page.pk for page in pages if page.pk not in found}
    if others:
        versions = Page.objects.live().filter(
            translation_key__in=list(others), locale__language_code=language
        )
        found |= {others[version.translation_key]: version for version in versions.select_related("locale")}
    return found


def navigation(request: HttpRequest) -> Navigation:
    """Return what stands around a page in the active language."""
    language = (translation.get_language() or "fr").split("-")[0]
    if collected_so_far() is not None:
        return navigation_in(language)
    read: dict[str, Navigation] = request.__dict__.setdefault("_rotative_navigation", {})
    if language not in read:
        read[language] = _read(request, language)
    return read[language]


@kept
def navigation_in(language: str) -> Navigation:
    """Return what stands around the printed pages of an edition."""
    with translation.override(language):
        return _read(make_request("/"), language)


def _editions(site: Site | None) -> tuple[str, ...]:
    """Return the languages in which there is a front page."""
    if site is None:
        return ()
    key = Page.objects.filter(pk=site.root_page_id).values("translation_key")
    fronts = Page.objects.live().filter(translation_key__in=key)
    languages = set(fronts.order_by().values_list("locale__language_code", flat=True))
    return tuple(language for language, _name in settings.LANGUAGES if language in languages)


def _link(page: Page, request: HttpRequest, label: str = "") -> Link:
    return Link(label or page.title, page.get_url(request) or "/", page.pk)


def _read(request: HttpRequest, language: str) -> Navigation:
    site, paper = Site.find_for_request(request), paper_of(request)
    _worn[:] = [paper]
    items: list[Any] = list(paper.menu_items.select_related("page", "page__locale")) if paper.pk else []
    wanted = [item.page for item in items if item.page.live]
    if paper.subscribe_page:
        wanted.append(paper.subscribe_page)
    versions = _in_language(wanted, language)
    menu = []
    for item in items:
        if version := versions.get(item.page_id):
            menu.append(_link(version, request, item.label if version.pk == item.page_id else ""))
    legal = standing(LegalPage.objects.live().filter(show_in_menus=True))
    subscribe = versions.get(paper.subscribe_page_id or 0, paper.subscribe_page)
    if subscribe:
        subscribe_url = subscribe.get_url(request) or ""
    else:
        subscribe_url = next((address for say in _sellers if (address := say())), "")
    home_url = "/" if language == "fr" else f"/{language}/"
    shown_ids = tuple(page.pk for page in (*wanted, *legal))
    depends_on(PAPER, *map(link_key, shown_ids))
    if paper.logo_id:
        depends_on(photo_key(paper.logo_id))
    return Navigation(
        paper=paper,
        home_url=home_url,
        menu=tuple(menu),
        legal=tuple(_link(page, request) for page in legal if page.locale.language_code == language),
        subscribe_url=subscribe_url,
        root_url=site.root_url if site else "",
        editions=_editions(site),
    )
