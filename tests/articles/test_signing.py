"""Signatures change places without trouble, and nobody signs twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from rotative.accounts.roles import Role
from rotative.articles.models import Article
from rotative.authors.models import Author
from tests.back_office import article_form, make_person, publish_button, signed_in
from tests.factories import AuthorFactory, Newspaper, TopicFactory, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa() -> Author:
    return AuthorFactory.create(name="Awa Diarra")


@pytest.fixture
def issa() -> Author:
    return AuthorFactory.create(name="Issa Konaté")


@pytest.fixture
def desk(newspaper: Newspaper) -> Client:
    """Somebody who may publish everywhere."""
    return signed_in(make_person(Role.EDITOR_IN_CHIEF))


def edit(desk: Client, article: Article, relation: str, rows: list[dict[str, Any]], **more: str) -> Any:
    """Send the article's form with these rows of one of its lists."""
    initial = sum("id" in row for row in rows)
    formset = nested_form_data({relation: inline_formset(rows, initial=initial)})
    form = article_form("Le bac repart", slug=article.slug, **more) | formset
    return desk.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form)


def signing(row: Any, author: Author) -> dict[str, Any]:
    return {"id": row.pk, "author": author.pk, "role": "", "role_detail": ""}


def names(article: Article) -> list[str]:
    return [signature.author.name for signature in Article.objects.get(pk=article.pk).signatures.all()]


@pytest.mark.parametrize("published", [True, False])
def test_two_authors_change_places(
    published: bool, desk: Client, newspaper: Newspaper, awa: Author, issa: Author
) -> None:
    article = make_article(newspaper.politics, authors=(awa, issa), publish=published)
    first, second = article.signatures.all()

    edit(desk, article, "signatures", [signing(first, issa), signing(second, awa)], **publish_button())

    assert names(article) == ["Issa Konaté", "Awa Diarra"]


def test_they_change_places_again_from_the_same_draft(
    desk: Client, newspaper: Newspaper, awa: Author, issa: Author
) -> None:
    article = make_article(newspaper.politics, authors=(awa, issa))
    for authors in ((issa, awa), (awa, issa)):
        draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        rows = [signing(row, author) for row, author in zip(draft.signatures.all(), authors, strict=True)]
        edit(desk, article, "signatures", rows, **publish_button())

    assert names(article) == ["Awa Diarra", "Issa Konaté"]
    assert article.listings.filter(list__startswith="author:").count() == 2


def test_three_move_up_by_one(desk: Client, newspaper: Newspaper, awa: Author, issa: Author) -> None:
    fanta = AuthorFactory.create(name="Fanta Keïta")
    article = make_article(newspaper.politics, authors=(awa, issa, fanta))
    rows = [
        signing(row, author) for row, author in zip(article.signatures.all(), (issa, fanta, awa), strict=True)
    ]

    edit(desk, article, "signatures", rows, **publish_button())

    assert names(article) == ["Issa Konaté", "Fanta Keïta", "Awa Diarra"]


def test_a_new_row_may_take_an_author_from_one_that_changes(
    desk: Client, newspaper: Newspaper, awa: Author, issa: Author
) -> None:
    article = make_article(newspaper.politics, authors=(awa,))
    new = {"id": "", "author": awa.pk, "role": "", "role_detail": ""}
    rows = [signing(article.signatures.get(), issa) | {"ORDER": 2}, new | {"ORDER": 1}]
    formset = nested_form_data({"signatures": inline_formset(rows, initial=1)})
    formset |= {"signatures-0-ORDER": "2", "signatures-1-ORDER": "1"}
    form = article_form("Le bac repart", slug=article.slug, **publish_button()) | formset

    desk.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form)

    assert names(article) == ["Awa Diarra", "Issa Konaté"]


def test_nobody_signs_twice(desk: Client, newspaper: Newspaper, awa: Author, issa: Author) -> None:
    article = make_article(newspaper.politics, authors=(awa, issa))
    first, second = article.signatures.all()

    response = edit(desk, article, "signatures", [signing(first, awa), signing(second, awa)])

    errors = response.context["form"].formsets["signatures"].errors
    assert errors[0] == {}
    assert "Awa Diarra" in errors[1]["author"][0]
    assert names(article) == ["Awa Diarra", "Issa Konaté"]


def test_no_topic_is_named_twice(desk: Client, newspaper: Newspaper) -> None:
    boats = TopicFactory.create(name="Bateaux")
    article = make_article(newspaper.politics)

    response = edit(desk, article, "article_topics", [{"topic": boats.pk}, {"topic": boats.pk}])

    assert "Bateaux" in response.context["form"].formsets["article_topics"].errors[1]["topic"][0]


def test_no_article_is_pinned_twice(desk: Client, newspaper: Newspaper) -> None:
    article, other = make_article(newspaper.politics), make_article(newspaper.politics, "Le marché rouvre")

    response = edit(desk, article, "related_pins", [{"related": other.pk}, {"related": other.pk}])

    assert "Le marché rouvre" in response.context["form"].formsets["related_pins"].errors[1]["related"][0]


def test_a_row_that_is_taken_away_does_not_count(
    desk: Client, newspaper: Newspaper, awa: Author, issa: Author
) -> None:
    article = make_article(newspaper.politics, authors=(awa, issa))
    first, second = article.signatures.all()

    edit(
        desk, article, "signatures",
        [signing(first, awa) | {"DELETE": "on"}, signing(second, awa)],
        **publish_button(),
    )  # fmt: skip

    assert names(article) == ["Awa Diarra"]
