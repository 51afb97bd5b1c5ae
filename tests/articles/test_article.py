"""The article: what falls back to what, what is behind the wall, and its page."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from rotative.paper.models import Paper
from rotative.paper.talk import Talk
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article
from tests.photos.factories import PhotoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]

CANARY = "xylophone-canari-derriere-le-mur"
LONG = f"<p>Premier alinéa.</p><p>Deuxième alinéa.</p><p>Troisième, avec {CANARY}.</p>"


def test_the_teaser_is_the_standfirst(newspaper: Newspaper) -> None:
    assert (
        make_article(newspaper.politics, standfirst="Deux phrases. En tout.").teaser
        == "Deux phrases. En tout."
    )


@pytest.mark.parametrize("placeholder", ["", "-.", "  ", "…"])
def test_without_a_standfirst_the_teaser_comes_from_the_text(newspaper: Newspaper, placeholder: str) -> None:
    article = make_article(newspaper.politics, standfirst=placeholder)

    assert article.teaser == "Le bac a repris ses traversées mardi matin."
    assert article.shown_standfirst == ""


def test_a_columns_name_is_the_kicker_of_its_articles(newspaper: Newspaper) -> None:
    column = ColumnFactory.create(name="Carnets du fleuve")

    assert make_article(newspaper.politics, column=column).shown_kicker == "Carnets du fleuve"
    assert make_article(newspaper.politics, column=column, kicker="Récit").shown_kicker == "Récit"


def test_what_stands_behind_the_wall_is_nowhere_in_public(newspaper: Newspaper, client: Client) -> None:
    awa, boats = AuthorFactory.create(), TopicFactory.create(name="Bateaux")
    walled = make_article(
        newspaper.politics, "Réservé", text=LONG, access="subscribers", authors=(awa,), topics=(boats,)
    )
    addresses = [
        walled.get_url(), "/", "/politique/", awa.get_absolute_url(), boats.get_absolute_url(), "/feed.xml",
        f"/feeds/section/{newspaper.politics.pk}.xml", f"/feeds/author/{awa.pk}/fr.xml",
        f"/recherche/?q={CANARY}", "/recherche/?q=alin%C3%A9a", "/sitemap.xml",
    ]  # fmt: skip

    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        shown = response.content.decode().replace(f'value="{CANARY}"', "").replace(f"<title>{CANARY}", "")
        assert CANARY not in shown, address
    page = client.get(walled.get_url()).content.decode()
    assert "Deuxième alinéa" in page
    assert '"isAccessibleForFree":false' in page


def test_a_free_article_is_whole(newspaper: Newspaper, client: Client) -> None:
    assert CANARY in client.get(make_article(newspaper.politics, text=LONG).get_url()).content.decode()


def test_an_old_article_says_so(newspaper: Newspaper, client: Client) -> None:
    then = timezone.now() - timedelta(days=800)
    old = make_article(newspaper.politics, "Ancien", published_at=then)
    new = make_article(newspaper.politics, "Récent")

    assert "Cet article a plus de 2 ans." in client.get(old.get_url()).content.decode()
    assert "Archive du" in client.get(old.get_url()).content.decode()
    assert "Cet article a plus" not in client.get(new.get_url()).content.decode()


def test_an_update_is_shown_only_when_readers_should_know(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics)
    article.title = "Le bac repart."
    article.save_revision().publish()
    assert "Mis à jour" not in client.get(article.get_url()).content.decode()

    article.updated_at = timezone.now()
    article.save_revision().publish()

    assert "Mis à jour" in client.get(article.get_url()).content.decode()


def test_place_and_agency_are_printed(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics, place="Kénéba", agency_credit="Avec l’Agence du Fleuve")

    page = client.get(article.get_url()).content.decode()

    assert '<p><span class="place">Kénéba</span> – Le bac' in page
    assert "Avec l’Agence du Fleuve" in page


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        ([("text", "<h2>Reprise</h2><p>Le bac.</p>")], "<h2>Reprise</h2><p>{} – Le bac."),
        (
            [("quotation", {"text": "Enfin !", "attribution": ""}), ("text", "<p>Le bac.</p>")],
            "<p>{} – Le bac.",
        ),
        ([("text", "<ul><li>Un bac</li></ul><p>Deux.</p>")], "<p>{}</p><ul>"),
        ([("text", "<h2>Reprise</h2>")], "<p>{}</p><h2>Reprise</h2>"),
        ([("quotation", {"text": "Enfin !", "attribution": ""})], '<p>{}</p>\n<figure class="quotation">'),
        ([], "<p>{}</p>"),
    ],
)
def test_no_place_is_lost(newspaper: Newspaper, client: Client, body: list[Any], beginning: str) -> None:
    article = make_article(newspaper.politics, place="Kénéba", body=body)

    page = client.get(article.get_url()).content.decode()

    assert page.count("Kénéba") == 1
    assert beginning.format('<span class="place">Kénéba</span>') in page


def test_a_closed_discussion_shows_no_gate(newspaper: Newspaper, client: Client) -> None:
    gate = "L’espace des contributions est réservé aux abonnés."

    assert gate in client.get(make_article(newspaper.politics).get_url()).content.decode()
    closed = make_article(newspaper.politics, "Clos", talk=Talk.NONE)
    assert gate not in client.get(closed.get_url()).content.decode()


def test_an_address_that_changed_leads_on(newspaper: Newspaper, client: Client) -> None:
    article = make_article(newspaper.politics, slug="ancienne-adresse")
    article.slug = "nouvelle-adresse"
    article.save_revision().publish()

    response = client.get("/politique/ancienne-adresse/")

    assert response.status_code == 301
    assert response["Location"].endswith("/politique/nouvelle-adresse/")


def test_corrections_have_a_page_of_their_own(newspaper: Newspaper, client: Client) -> None:
    body = [("correction", {"date": timezone.localdate(), "text": "Le bac prend 24 véhicules, non 42."})]
    article = make_article(newspaper.politics, body=body)
    assert "24 véhicules" in client.get("/rectificatifs/").content.decode().replace("\u00a0", " ")

    article.unpublish()

    assert "24 véhicules" not in client.get("/rectificatifs/").content.decode().replace("\u00a0", " ")


def test_versions_in_other_languages_point_at_each_other(newspaper: Newspaper, client: Client) -> None:
    french = make_article(newspaper.culture, "Le bac repart")
    english = make_article(
        newspaper.english_culture, "The ferry is back", translation_key=french.translation_key
    )

    for address in (french.get_url(), english.get_url()):
        page = client.get(address).content.decode()
        assert f'hreflang="en" href="{english.full_url}"' in page
        assert f'hreflang="fr" href="{french.full_url}"' in page
    assert client.get(english.get_url())["Content-Language"] == "en"


def test_the_lead_photos_caption_is_the_articles_then_the_photos_then_the_headline(
    newspaper: Newspaper, client: Client
) -> None:
    photo, silent = PhotoFactory.create(caption="Le marché, mardi."), PhotoFactory.create(caption="")
    own = make_article(newspaper.politics, "Un", lead_photo=photo, lead_caption="Le départ, à l’aube.")
    photos = make_article(newspaper.politics, "Deux", lead_photo=photo)
    headlines = make_article(newspaper.politics, "Trois bacs repartent", lead_photo=silent)

    captions = [
        BeautifulSoup(client.get(article.get_url()).content, "html.parser").select_one(
            ".lead-photo figcaption"
        )
        for article in (own, photos, headlines)
    ]

    assert [next(caption.stripped_strings) for caption in captions if caption] == [
        "Le départ, à l’aube.",
        "Le marché, mardi.",
        "Trois bacs repartent",
    ]


@pytest.mark.parametrize("capitals", [True, False])
def test_family_names_are_in_capitals_if_the_paper_wants_it(
    newspaper: Newspaper, client: Client, capitals: bool
) -> None:
    paper = Paper.for_site(newspaper.site)
    paper.family_names_in_capitals = capitals
    paper.save()
    article = make_article(newspaper.politics, authors=(AuthorFactory.create(name="Awa Diarra"),))

    page = BeautifulSoup(client.get(article.get_url()).content, "html.parser")

    assert [name.text for name in page.select(".byline .names a")] == [
        "Awa DIARRA" if capitals else "Awa Diarra"
    ]


def test_a_gallery_leaves_out_what_may_no_longer_be_shown(newspaper: Newspaper, client: Client) -> None:
    expired = PhotoFactory.create(expires_at=timezone.now() - timedelta(days=1))
    photos = [{"photo": photo, "caption": "Sur la berge."} for photo in (PhotoFactory.create(), expired)]
    article = make_article(newspaper.politics, body=[("gallery", {"title": "", "photos": photos})])

    page = BeautifulSoup(client.get(article.get_url()).content, "html.parser")

    assert len(page.select(".gallery li")) == 1
    assert len(page.select(".gallery picture")) == 1
