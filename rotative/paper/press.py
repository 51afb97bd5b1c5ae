"""What of the paper's own pages is printed, and what a change of the paper touches."""

from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from rotative.paper import views
from rotative.paper.keys import PAPER, SECTIONS, link_key, page_key, translations_key
from rotative.paper.models import MenuItem, Paper
from rotative.press.declarations import announce, when_changed
from rotative.press.keeping import when_touched
from rotative.press.routes import printed
from rotative.press.showing import shows_otherwise

printed(views.robots)
printed(views.favicon)


def _paper(_row: Any) -> list[str]:
    return [PAPER]


when_changed(Paper, keys=_paper)
when_changed(MenuItem, keys=_paper)
when_changed(Site, keys=_paper)
# Wagtail keeps in each process for an hour where a site's addresses begin.
when_touched(PAPER, Site.clear_site_root_paths_cache)


def stands_by_itself(page: Page) -> bool:
    """Whether a page is one that others lead to, home page, section or legal page, and no article among many."""
    # While an article is deleted, its row is told of as a page without a kind.
    return not hasattr(page.specific_class, "published_at")


def _keys_of(page: Page, *, gone: bool = False) -> Iterator[str]:
    page = page.specific
    yield page_key(page.pk)
    yield translations_key(page)
    shown = (
        page.title,
        page.url_path,
        page.live and not gone,
        page.show_in_menus,
        getattr(page, "accent", ""),
    )
    if shows_otherwise(link_key(page.pk), *shown):
        yield from (link_key(page.pk), PAPER, SECTIONS)


def _with_all_below(page: Page) -> Iterator[str]:
    """Yield the keys of a page, and of the pages below whose addresses begin with its own."""
    keys = list(_keys_of(page))
    yield from keys
    if link_key(page.pk) in keys:
        for below in (
            Page.objects.descendant_of(page).filter(numchild__gt=0).specific().iterator(chunk_size=100)
        ):
            if stands_by_itself(below):
                yield from _keys_of(below)


def _on_change(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    if stands_by_itself(instance):
        announce(_with_all_below(instance), own=[page_key(instance.pk)])


def _on_delete(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    if sender is Page and stands_by_itself(instance):
        announce(
            [PAPER, SECTIONS, link_key(instance.pk), translations_key(instance)], own=[page_key(instance.pk)]
        )


for signal in (page_published, page_unpublished, post_page_move):
    signal.connect(_on_change, dispatch_uid="paper.press")
post_delete.connect(_on_delete, sender=Page, dispatch_uid="paper.press")
