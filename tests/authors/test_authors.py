"""An author is found at every address she ever had, named as she signs, and stays as long as she signs something."""

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from rotative.accounts.roles import Role
from rotative.articles.models import Article, ColumnAuthor, Signature
from rotative.authors.models import Author, FormerSlug
from tests.back_office import make_person, signed_in
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, make_article

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


def test_a_new_name_is_sorted_and_printed_in_capitals_like_the_old_one() -> None:
    awa = AuthorFactory.create(name="Awa Diarra")

    awa.name = "Awa Koné"
    awa.save()

    assert (awa.family_name, awa.sort_name) == ("Koné", "Koné, Awa")
    assert awa.signed(capitals=True) == "Awa KONÉ"


def test_a_family_name_typed_by_hand_stays_and_the_sort_name_follows() -> None:
    sami = AuthorFactory.create(name="Sami Ben Ali", family_name="Ben Ali")
    assert sami.sort_name == "Ben Ali, Sami"

    sami.name = "Samir Ben Ali"
    sami.save()

    assert (sami.family_name, sami.sort_name) == ("Ben Ali", "Ben Ali, Samir")


def test_a_sort_name_typed_by_hand_stays() -> None:
    awa = AuthorFactory.create(name="Awa Diarra", sort_name="Awa")

    awa.name = "Awa Koné"
    awa.save()

    assert (awa.family_name, awa.sort_name) == ("Koné", "Awa")


def test_a_given_name_that_holds_the_family_name_is_left_whole() -> None:
    assert AuthorFactory.create(name="Barry Ba").sort_name == "Ba, Barry"
    assert AuthorFactory.create(name="Wang Fang", family_name="Wang").sort_name == "Wang, Fang"
    assert AuthorFactory.create(name="Djibril").sort_name == "Djibril"


def test_the_form_follows_a_new_name_as_well(newspaper: Newspaper) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    fields = ("family_name", "sort_name", "slug")
    form = {name: getattr(awa, name) for name in fields} | {"name": "Awa Koné", "is_active": "on"}
    no_rows = {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}
    edit = reverse(Author.snippet_viewset.get_url_name("edit"), args=[awa.pk])

    signed_in(make_person(Role.EDITOR_IN_CHIEF)).post(edit, form | no_rows)

    awa.refresh_from_db()
    assert (awa.name, awa.family_name, awa.sort_name) == ("Awa Koné", "Koné", "Koné, Awa")
    assert awa.slug == "awa-diarra"


@pytest.mark.parametrize("shown", [True, False])
def test_her_e_mail_is_shown_only_if_she_wants_it(newspaper: Newspaper, client: Client, shown: bool) -> None:
    awa = AuthorFactory.create(name="Awa Diarra", email="awa@example.org", email_is_public=shown)
    article = make_article(newspaper.politics, authors=(awa,))

    pages = [client.get(address).content.decode() for address in (awa.get_absolute_url(), article.get_url())]

    assert ("mailto:awa@example.org" in pages[0]) == shown
    assert any("awa@example.org" in page for page in pages) == shown


def test_an_author_without_articles_can_be_deleted(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    column = ColumnFactory.create()
    column.column_authors = [ColumnAuthor(author=awa)]
    column.save()

    awa.delete()

    assert client.get("/auteurs/awa-diarra/").status_code == 404
    assert client.get(column.get_absolute_url()).status_code == 200


def test_an_author_with_articles_cannot(newspaper: Newspaper, client: Client) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    article = make_article(newspaper.politics, authors=(awa,))

    with pytest.raises(ProtectedError):
        awa.delete()

    assert "DIARRA" in client.get(article.get_url()).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_back_office_says_what_to_do_instead(newspaper: Newspaper, method: str) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    make_article(newspaper.politics, authors=(awa,))
    delete = reverse(Author.snippet_viewset.get_url_name("delete"), args=[awa.pk])
    desk = signed_in(make_person(Role.EDITOR_IN_CHIEF))

    response = getattr(desk, method)(delete, follow=True)

    assert response.status_code == 200
    messages = [str(message) for message in response.context["messages"]]
    assert [message for message in messages if "Awa Diarra" in message and "1" in message]
    assert response.redirect_chain[-1][0] == reverse(
        Author.snippet_viewset.get_url_name("edit"), args=[awa.pk]
    )
    assert Author.objects.filter(pk=awa.pk).exists()


def test_several_are_deleted_together_only_if_none_signs(newspaper: Newspaper) -> None:
    awa, issa = AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Konaté")
    make_article(newspaper.politics, authors=(awa,))
    delete = reverse("wagtail_bulk_action", args=["authors", "author", "delete"])
    address = f"{delete}?id={awa.pk}&id={issa.pk}"
    desk = signed_in(make_person(Role.EDITOR_IN_CHIEF))

    response = desk.post(address, follow=True)

    assert response.status_code == 200
    assert Author.objects.count() == 2

    desk.post(f"{delete}?id={issa.pk}")

    assert list(Author.objects.all()) == [awa]


def test_a_draft_opens_though_an_author_whom_only_it_named_was_deleted(newspaper: Newspaper) -> None:
    awa, issa = AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa Konaté")
    article = make_article(newspaper.politics, authors=(awa,))
    article.signatures.add(Signature(author=issa, sort_order=1))
    article.save_revision()

    issa.delete()

    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert [signature.author for signature in draft.signatures.all()] == [awa]
