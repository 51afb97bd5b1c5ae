"""Run inside a paper: does with its press what each line of the standard input says, and answers with a line of JSON.

`fill PART OF` prints the articles' pages of that part, `stale` marks every page stale, `waiting` counts what waits,
`author` publishes an article of the author who wrote most, `add` publishes a new article; both tell how long until
everything that must be fresh at once was, and check that it is. `empty` takes every page out of the store.
"""

import json
import os
import sys
import time
from typing import Any

from bench.desk import Desk

BATCH = 25


def fill(part: str, of: str) -> dict[str, Any]:
    """Print every article's page of a part of the archive, as first readers would have it."""
    from rotative.articles.models import Article
    from rotative.press.models import PUBLIC
    from rotative.press.printing import print_pages

    rows = Article.objects.live().order_by("pk").only("url_path", "slug", "locale_id")
    mine = [article for n, article in enumerate(rows) if n % int(of) == int(part)]
    places = [(article.get_url(), PUBLIC) for article in mine]
    started = time.perf_counter()
    for start in range(0, len(places), BATCH):
        print_pages(places[start : start + BATCH])
    return {"pages": len(places), "seconds": time.perf_counter() - started}


def stale() -> dict[str, Any]:
    """Mark every page stale, as a new release does."""
    from django.utils import timezone

    from rotative.press.models import PrintedPage
    from rotative.press.touching import mark_stale

    return {
        "pages": PrintedPage.objects.count(),
        "marked": mark_stale(PrintedPage.objects.all(), timezone.now()),
    }


def empty() -> dict[str, Any]:
    """Leave nothing in the store: a Redis is not the paper's own."""
    from rotative.press.shelf import page_store

    store = page_store()
    places = [(audience, address) for audience in store.audiences() for address in store.addresses(audience)]
    for audience, address in places:
        store.remove(audience, address)
    return {"pages": len(places)}


def waiting() -> dict[str, Any]:
    """Count the pages that wait."""
    from rotative.press.models import PrintedPage

    return {"waiting": PrintedPage.objects.filter(stale_since__isnull=False).count()}


def add() -> dict[str, Any]:
    """Publish a new article; see that it stands on the front, in its section, on its authors' pages and in the feed."""
    return _fresh(Desk())


def author() -> dict[str, Any]:
    """Publish a new article of the author who wrote most."""
    from django.db.models import Count

    from rotative.articles.models import Signature

    most = (
        Signature.objects.filter(article__live=True)
        .values("author")
        .annotate(n=Count("pk"))
        .order_by("-n")[0]
    )
    desk = Desk()
    mine = set(Signature.objects.filter(author=most["author"]).values_list("article_id", flat=True))
    desk.keys = [pk for pk in desk.keys if pk in mine]
    return _fresh(desk) | {"articles": most["n"]} | waiting()


def _fresh(desk: Desk) -> dict[str, Any]:
    from django.utils import translation

    from rotative.press.models import PUBLIC
    from rotative.press.shelf import page_store

    article, took = desk.publish_new()
    places = [article.get_url(), article.get_parent().get_url(), "/" if article.language == "fr" else "/en/"]
    with translation.override(article.language):
        places += [signature.author.get_absolute_url() for signature in article.signed_by]
    places.append("/feed.xml" if article.language == "fr" else "/en/feed.xml")
    missing = [
        place
        for place in places
        if (entry := page_store().get(PUBLIC, place)) is None or article.title.encode() not in entry.plain
    ]
    return {"milliseconds": took, "places": len(places), "missing": missing, "article": article.pk}


def main() -> None:
    """Do what each line says."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    for line in sys.stdin:
        name, *arguments = line.split()
        acts: Any = {
            "fill": fill,
            "stale": stale,
            "waiting": waiting,
            "add": add,
            "author": author,
            "empty": empty,
        }
        act = acts[name]
        print(json.dumps(act(*arguments)), flush=True)


if __name__ == "__main__":
    main()
