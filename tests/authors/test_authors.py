"""An author is found at every address she ever had."""

import pytest
from django.test import Client

from rotative.authors.models import Author, FormerSlug
from tests.factories import AuthorFactory, Newspaper, make_article

pytestmark = pytest.mark.django_db


def test_names_fill_what_was_left_empty() -> None:
    awa = AuthorFactory.create(name="Awa Diarra")

    assert (awa.family_name, awa.sort_name, awa.slug) == ("Diarra", "Diarra, Awa", "awa-diarra")
    assert awa.signed(capitals=True) == "Awa DIARRA"
    assert awa.signed(capitals=False) == "Awa Diarra"


def test_two_authors_of_one_name_have_two_addresses() -> None:
    slugs = [AuthorFactory.create(name="Awa Diarra").slug for _ in range(3)]

    assert len(set(slugs)) == 3


def test_a_former_address_leads_to_todays(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    make_article(newspaper.politics, authors=(awa,))
    awa.name, awa.slug = "Awa Diarra-Koné", "awa-diarra-kone"
    awa.save()

    response = client.get("/auteurs/awa-diarra/")

    assert response.status_code == 301
    assert response["Location"] == "/auteurs/awa-diarra-kone/"
    assert client.get("/auteurs/awa-diarra-kone/").status_code == 200


def test_an_address_taken_back_is_no_former_one() -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    for slug in ("awa-kone", "awa-diarra"):
        awa.slug = slug
        awa.save()

    assert Author.objects.at_address("awa-diarra") == awa
    assert set(FormerSlug.objects.values_list("slug", flat=True)) == {"awa-kone"}


def test_a_former_address_is_not_given_to_somebody_else() -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    awa.slug = "awa-kone"
    awa.save()

    assert AuthorFactory.create(name="Awa Diarra").slug == "awa-diarra-2"


def test_deleting_an_author_keeps_her_articles(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    article = make_article(newspaper.politics, authors=(awa,))

    awa.delete()

    assert client.get(article.get_url()).status_code == 200
    assert client.get("/auteurs/awa-diarra/").status_code == 404
