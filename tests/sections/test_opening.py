"""The first edition of a new paper, and the editions there are."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site

from rotative.sections.models import HomePage, SectionPage
from rotative.sections.opening import follow_site_url
from tests.factories import make_article


@pytest.fixture
def first_home(db: Any) -> HomePage:
    french, _made = Locale.objects.get_or_create(language_code="fr")
    home = HomePage(title="L’Écho de l’Ouest", locale=french, live=False)
    Page.objects.get(depth=1).add_child(instance=home)
    home.save_revision().publish()
    return home


def test_the_first_home_page_published_is_the_paper_s(first_home: HomePage) -> None:
    site = Site.objects.get(is_default_site=True)

    assert site.root_page_id == first_home.pk
    assert first_home.slug == "l-echo-de-l-ouest"
    assert not Page.objects.filter(depth=2).exclude(pk=first_home.pk).exists()


def test_a_second_home_page_changes_nothing(first_home: HomePage) -> None:
    second = HomePage(title="Autre", locale=first_home.locale)
    Page.objects.get(depth=1).add_child(instance=second)
    second.save_revision().publish()

    assert Site.objects.get(is_default_site=True).root_page_id == first_home.pk


def test_the_site_follows_site_url(db: Any, settings: Any) -> None:
    settings.SITE_URL = "https://www.paper.example"
    follow_site_url()

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("www.paper.example", 443)


def test_without_an_english_edition_there_is_none(first_home: HomePage, client: Client) -> None:
    french = client.get("/").content.decode()

    assert 'href="/en/"' not in french
    assert client.get("/en/").status_code == 404


def test_with_an_english_edition_both_are_offered(newspaper: Any, client: Client) -> None:
    assert 'href="/en/"' in client.get("/").content.decode()
    assert 'hreflang="fr"' in client.get("/en/").content.decode()


def test_an_article_s_slug_keeps_elided_words_apart(newspaper: Any) -> None:
    assert make_article(newspaper.politics, "Voté à l’unanimité").slug == "vote-a-l-unanimite"


def test_a_section_s_slug_keeps_elided_words_apart(newspaper: Any) -> None:
    section = newspaper.home.add_child(instance=SectionPage(title="L’Afrique", locale=newspaper.home.locale))

    assert section.slug == "l-afrique"
