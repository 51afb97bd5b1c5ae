"""What an editor is shown before anything is published: each block when choosing it, the article while writing it."""

from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from rotative.accounts.roles import Role
from rotative.articles.models import Article
from tests.back_office import article_form, make_person, signed_in
from tests.factories import AuthorFactory, Newspaper, make_article
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db

BLOCKS = Article.body.field.stream_block.child_blocks
WITH_PHOTOS = ("photo", "gallery", "embed")


@pytest.fixture
def desk(newspaper: Newspaper) -> Client:
    """Somebody who may write everywhere."""
    return signed_in(make_person(Role.EDITOR_IN_CHIEF))


def preview(desk: Client, name: str) -> Tag:
    address = reverse("wagtailadmin_block_preview")
    response = desk.get(address, {"id": BLOCKS[name].definition_prefix})
    assert response.status_code == 200
    shown = BeautifulSoup(response.content, "html.parser").select_one(".prose")
    assert shown is not None
    return shown


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_shows_something_in_an_empty_paper(name: str, desk: Client) -> None:
    assert preview(desk, name).get_text(strip=True)


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_shows_something_in_a_paper_with_content(
    name: str, desk: Client, newspaper: Newspaper
) -> None:
    PhotoFactory.create()
    make_article(newspaper.politics)

    shown = preview(desk, name)

    assert shown.get_text(strip=True)
    assert ("<picture>" in unescape(str(shown))) == (name in WITH_PHOTOS)


def test_a_gallery_shows_several_photos_even_where_there_is_only_one(desk: Client) -> None:
    PhotoFactory.create()

    assert len(preview(desk, "gallery").find_all("picture")) == 3


def test_the_preview_of_a_file_is_one_that_the_paper_has(desk: Client) -> None:
    get_document_model().objects.create(title="Budget", file=ContentFile(b"1234", "budget.txt"))

    shown = preview(desk, "file")

    assert shown.a is not None
    assert "TXT" in shown.text


def test_the_preview_of_a_video_has_a_player(desk: Client) -> None:
    PhotoFactory.create()

    assert preview(desk, "embed").select_one("iframe.player") is not None


def previewed(desk: Client, address: str, mode: str, form: dict[str, Any]) -> str:
    """Send the form as the editor does while it is open, and return what the preview shows."""
    assert desk.post(address, form).json() == {"is_valid": True, "is_available": True}
    response = desk.get(address, {"mode": mode})
    assert response.status_code == 200
    return response.content.decode()


def of_a_new_article(newspaper: Newspaper) -> str:
    return reverse("wagtailadmin_pages:preview_on_add", args=["articles", "article", newspaper.politics.pk])


@pytest.mark.parametrize("mode", ["", "list"])
def test_a_new_article_is_previewed_before_it_is_saved(mode: str, desk: Client, newspaper: Newspaper) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    form = article_form("Le bac repart", text="<p>Mardi, à l’aube.</p>")
    form |= {
        "signatures-TOTAL_FORMS": "1", "signatures-0-author": str(awa.pk), "signatures-0-ORDER": "1",
        "signatures-0-role": "", "signatures-0-role_detail": "",
    }  # fmt: skip

    page = previewed(desk, of_a_new_article(newspaper), mode, form)

    assert "Le bac repart" in page
    assert "Mardi, à l’aube." in page
    assert "Awa" in page
    assert '<time datetime="">' not in page
    assert f"accent-{newspaper.politics.accent}" in page


def test_in_lists_an_article_has_the_teaser_that_it_will_have(desk: Client, newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, standfirst="Onze mois d’arrêt.")
    edited = article_form("Le bac repart", slug=article.slug, standfirst="Un an d’arrêt.")

    page = previewed(desk, reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk]), "list", edited)

    assert "Un an d’arrêt." in page
    assert "Onze mois" not in page


def test_in_lists_a_new_article_bears_todays_date(desk: Client, newspaper: Newspaper) -> None:
    page = previewed(desk, of_a_new_article(newspaper), "list", article_form("Le bac repart"))

    time = BeautifulSoup(page, "html.parser").select_one("article.teaser time")
    assert time is not None
    assert time["datetime"]


def test_in_lists_the_agency_signs_what_nobody_signs(desk: Client, newspaper: Newspaper) -> None:
    form = article_form("Le bac repart", agency_credit="Avec l’Agence du Fleuve")

    assert "Par Avec l’Agence du Fleuve" in previewed(desk, of_a_new_article(newspaper), "list", form)
