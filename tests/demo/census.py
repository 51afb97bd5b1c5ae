"""Counts what stands in a demonstration newspaper and tries its doors, from within its own settings; prints JSON.

Run as a program: `python -m tests.demo.census`, with ROTATIVE_HOME set.
"""

import json
import os
from typing import Any


def signs_in(email: str, password: str) -> bool:
    """Whether somebody gets from the sign-in form to the back office's first page."""
    from django.conf import settings
    from django.test import Client, override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain}
    ):  # nobody collected the static files
        client = Client(HTTP_HOST="localhost")
        client.post("/redaction/login/", {"username": email, "password": password})
        return client.get("/redaction/").status_code == 200


def census() -> dict[str, Any]:
    """Return the counts by name; whoever could sign in is counted by e-mail."""
    from wagtail.models import Page, WorkflowState

    from rotative.accounts.models import User
    from rotative.articles.models import Article, Column, Correction, Listing, RelatedPin, Topic
    from rotative.authors.models import Author
    from rotative.demo.newsroom import LOGINS, PASSWORD
    from rotative.photos.models import Photo, Rendition
    from rotative.search.index import search_index
    from rotative.sections.models import SectionPage
    from rotative.subscriptions.models import LedgerEntry, Subscription, Voucher

    live = Article.objects.live()
    dates = live.values_list("first_published_at", flat=True)
    return {
        "articles": Article.objects.count(),
        "live": live.count(),
        "english": live.filter(locale__language_code="en").count(),
        "translated": live.filter(locale__language_code="en", translation_key__in=_french_keys()).count(),
        "scheduled": Article.objects.filter(live=False, go_live_at__isnull=False).count(),
        "in_review": WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count(),
        "days": (max(dates) - min(dates)).days,
        "sections": SectionPage.objects.filter(depth=3, locale__language_code="fr").count(),
        "subsections": SectionPage.objects.filter(depth=4).count(),
        "authors": Author.objects.count(),
        "columns": Column.objects.count(),
        "topics": Topic.objects.count(),
        "photos": Photo.objects.count(),
        "photos_without_alt": Photo.objects.filter(description="").count(),
        "renditions": Rendition.objects.count(),
        "listings": Listing.objects.count(),
        "corrections": Correction.objects.count(),
        "pins": RelatedPin.objects.count(),
        "pages": Page.objects.count(),
        "problems": sum(map(len, Page.find_problems())),
        "users": User.objects.count(),
        "subscriptions": Subscription.objects.count(),
        "entries": LedgerEntry.objects.count(),
        "vouchers": Voucher.objects.count(),
        "indexed": len(search_index().ids()),
        "signed_in": [login.email for login in LOGINS if signs_in(login.email, PASSWORD)],
    }


def _french_keys() -> Any:
    from rotative.articles.models import Article

    return Article.objects.live().filter(locale__language_code="fr").values("translation_key")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    print(json.dumps(census()))
