"""Two articles with one headline: both are kept, under addresses of their own."""

from typing import Any

import pytest
from django.urls import reverse

from rotative.accounts.roles import Role
from rotative.articles.models import Article
from tests.back_office import article_form, make_person, publish_button, signed_in
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db

TITLE = "Résultats du tirage"


def publish(newspaper: Newspaper, slug: str) -> Any:
    add = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])
    browser = signed_in(make_person(Role.EDITOR_IN_CHIEF))
    return browser.post(add, article_form(TITLE, slug=slug, **publish_button()))


def test_a_headline_used_before_gets_a_number(newspaper: Newspaper) -> None:
    make_article(newspaper.politics, TITLE)
    make_article(newspaper.politics, TITLE)

    publish(newspaper, "resultats-du-tirage")

    assert sorted(Article.objects.values_list("slug", "live")) == [
        ("resultats-du-tirage", True),
        ("resultats-du-tirage-2", True),
        ("resultats-du-tirage-3", True),
    ]


def test_it_keeps_the_number_when_it_is_saved_again(newspaper: Newspaper) -> None:
    make_article(newspaper.politics, TITLE)
    second = make_article(newspaper.politics, TITLE)

    second.save_revision().publish()
    second.refresh_from_db()

    assert second.slug == "resultats-du-tirage-2"


def test_an_address_of_ones_own_that_is_taken_is_refused(newspaper: Newspaper) -> None:
    make_article(newspaper.politics, "Autre chose", slug="tirage")

    response = publish(newspaper, "tirage")

    assert "slug" in response.context["form"].errors
    assert Article.objects.count() == 1


def test_the_number_fits_into_the_longest_address(newspaper: Newspaper) -> None:
    title = "a" * 255

    slugs = [make_article(newspaper.politics, title).slug for _ in range(2)]

    assert slugs == [title, f"{title[:253]}-2"]
