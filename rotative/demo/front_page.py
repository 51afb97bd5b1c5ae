"""Arranges the demo newspaper's two front pages, once: what editors change afterwards stays."""

from typing import Any

from django.db import transaction

from rotative.articles.models import Article
from rotative.demo.ground_plan import SECTIONS
from rotative.demo.masthead import Premises
from rotative.demo.press_day import LEAD, PHOTO_OF_THE_DAY
from rotative.sections.models import HomePage


@transaction.atomic
def arrange_fronts(premises: Premises) -> int:
    """Arrange the fronts that are still empty; return how many were arranged."""
    arranged = 0
    for language, home in premises.homes.items():
        home.refresh_from_db()
        if home.front:
            continue
        blocks = _french_front(premises) if language == "fr" else _english_front(premises)
        _publish(home, blocks)
        arranged += 1
    return arranged


def _publish(home: HomePage, blocks: list[tuple[str, Any]]) -> None:
    home.front = blocks
    home.save_revision().publish()


def _sections(premises: Premises, language: str, count: int) -> list[tuple[str, Any]]:
    pages = [premises.sections.get((part.slug, language)) for part in SECTIONS]
    return [
        ("section", {"section": page, "articles": [], "count": count}) for page in pages if page is not None
    ]


def _french_front(premises: Premises) -> list[tuple[str, Any]]:
    lead = Article.objects.get(slug=LEAD, locale=premises.homes["fr"].locale)
    pictured = Article.objects.get(slug=PHOTO_OF_THE_DAY, locale=premises.homes["fr"].locale)
    sections = _sections(premises, "fr", 4)
    photo = {"photo": pictured.lead_photo, "caption": pictured.shown_caption, "article": pictured}
    return [
        ("lead", {"article": lead}),
        ("seconds", {"articles": [], "count": 4}),
        *sections[:3],
        ("photo_of_the_day", photo),
        *sections[3:],
        ("opinion", {"articles": [], "count": 3}),
        ("latest", {"count": 8}),
        ("most_read", None),
    ]


def _english_front(premises: Premises) -> list[tuple[str, Any]]:
    return [
        ("lead", {"article": None}),
        ("seconds", {"articles": [], "count": 3}),
        *_sections(premises, "en", 3),
        ("latest", {"count": 6}),
        ("most_read", None),
    ]
