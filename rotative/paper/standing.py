"""Standing pages, there whatever the day brings: home pages, sections, legal pages. A paper has tens of them."""

from typing import Any


def standing(pages: Any) -> list[Any]:
    """Return the pages of a queryset of one kind of standing page, in the order of the tree, with their locales.

    They are asked for by id and put in order here. Asked for by language or by order, SQLite, which does not know how
    many rows a table has, begins with the table of all pages, and every reader waits longer the larger the archive is
    (40 ms at 100,000 articles). Whoever wants one language chooses it from the answer.
    """
    ids = pages.model.objects.order_by().values("pk")
    found = pages.filter(pk__in=ids).order_by().select_related("locale")
    return sorted(found, key=lambda page: str(page.path))
