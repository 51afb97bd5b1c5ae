"""What the article's form mends, and what it refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotative.accounts.roles import Role
from rotative.articles.models import Article
from tests.back_office import article_form, make_person, signed_in
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(newspaper: Newspaper) -> Client:
    """Somebody who may write everywhere."""
    return signed_in(make_person(Role.EDITOR_IN_CHIEF))


def save(desk: Client, article: Article, **fields: str) -> Any:
    form = article_form("Le bac repart", slug=article.slug, **fields)
    return desk.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form)


def draft_of(article: Article) -> Any:
    return Article.objects.get(pk=article.pk).get_latest_revision_as_object()


def minutes_from_now(minutes: int) -> str:
    return (timezone.localtime() + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")


def test_short_texts_are_typeset(desk: Client, newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)

    save(desk, article, kicker="L'eau", place="Port-d'Anga", agency_credit="Avec l'Agence du Fleuve")

    draft = draft_of(article)
    assert (draft.kicker, draft.place, draft.agency_credit) == (
        "L’eau",
        "Port-d’Anga",
        "Avec l’Agence du Fleuve",
    )


def test_an_update_of_today_is_taken(desk: Client, newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, published_at=timezone.now() - timedelta(days=1))

    save(desk, article, updated_at=minutes_from_now(0))

    assert draft_of(article).updated_at is not None


def test_an_update_in_the_minute_of_publication_is_taken(desk: Client, newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics)

    save(desk, article, updated_at=timezone.localtime(article.published_at).strftime("%Y-%m-%d %H:%M"))

    assert draft_of(article).updated_at is not None


@pytest.mark.parametrize("minutes", [5, -60 * 24 * 2], ids=["to come", "before publication"])
def test_an_update_at_another_time_is_refused(minutes: int, desk: Client, newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, published_at=timezone.now() - timedelta(days=1))

    response = save(desk, article, updated_at=minutes_from_now(minutes))

    assert "updated_at" in response.context["form"].errors
    assert draft_of(article).updated_at is None


def test_what_is_not_published_has_no_update(desk: Client, newspaper: Newspaper) -> None:
    draft = make_article(newspaper.politics, publish=False)

    response = save(desk, draft, updated_at=minutes_from_now(0))

    assert "updated_at" in response.context["form"].errors


def test_an_update_that_came_with_an_import_stands_in_nobodys_way(desk: Client, newspaper: Newspaper) -> None:
    now = timezone.localtime().replace(second=0, microsecond=0)
    article = make_article(newspaper.politics, updated_at=now - timedelta(days=3))

    save(desk, article, standfirst="Enfin.", updated_at=(now - timedelta(days=3)).strftime("%Y-%m-%d %H:%M"))

    assert draft_of(article).standfirst == "Enfin."


def test_a_headline_that_was_pasted_has_its_address(desk: Client, newspaper: Newspaper) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])

    answer = desk.post(address, article_form("L’eau est là", slug=""))

    assert answer.status_code == 302
    assert Article.objects.get(title="L’eau est là").slug == "l-eau-est-la"


def test_a_headline_of_signs_alone_needs_an_address(desk: Client, newspaper: Newspaper) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])

    answer: Any = desk.post(address, article_form("…", slug=""))

    assert "slug" in answer.context["form"].errors
    assert not Article.objects.exists()
