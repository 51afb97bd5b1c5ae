"""What stands around every page: menu, language, the page that is not there, the page for our own mistakes, robots."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from rotative.accounts.roles import Role
from rotative.paper import views
from rotative.paper.models import LegalPage, MenuItem, Paper
from tests.back_office import make_person, signed_in
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, make_article

pytestmark = pytest.mark.django_db


def make_legal_page(home: Any, title: str, **fields: Any) -> LegalPage:
    page = LegalPage(title=title, locale=home.locale, body="<p>Directrice : Ramata Sissoko.</p>", **fields)
    home.add_child(instance=page)
    return page


def menu_of(html: str) -> list[tuple[str, str]]:
    """Return addresses and titles of the menu."""
    nav = re.search(r"<nav aria-label.*?</nav>", html, re.DOTALL)
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', nav[0]) if nav else []


def test_the_menu_leads_to_the_chosen_pages_in_their_order(newspaper: Newspaper, client: Client) -> None:
    paper = Paper.for_site(newspaper.site)
    paper.menu_items = [
        MenuItem(page=newspaper.culture, sort_order=0),
        MenuItem(page=newspaper.politics, label="La cité", sort_order=1),
    ]
    paper.save()

    html = client.get("/politique/").content.decode()

    assert menu_of(html) == [("/culture/", "Culture"), ("/politique/", "La cité")]
    assert '<a href="/politique/" aria-current="page">' in html


def test_the_english_edition_has_the_english_sections_and_no_other(
    newspaper: Newspaper, client: Client
) -> None:
    newspaper.english_culture.translation_key = newspaper.culture.translation_key
    newspaper.english_culture.save()
    paper = Paper.for_site(newspaper.site)
    paper.menu_items = [
        MenuItem(page=newspaper.politics, sort_order=0),
        MenuItem(page=newspaper.culture, sort_order=1),
    ]
    paper.save()

    html = client.get("/en/").content.decode()

    assert menu_of(html) == [("/en/culture/", "Culture")]
    assert '<html lang="en">' in html


def test_a_legal_page_is_in_the_language_of_its_edition(newspaper: Newspaper, client: Client) -> None:
    make_legal_page(newspaper.home, "Mentions légales")
    make_legal_page(newspaper.english_home, "Legal notice")

    french, english = client.get("/mentions-legales/"), client.get("/en/legal-notice/")

    assert '<html lang="fr">' in french.content.decode()
    assert (
        "Directrice\u202f: Ramata" in french.content.decode()
        or "Directrice\u00a0: Ramata" in french.content.decode()
    )
    assert '<html lang="en">' in english.content.decode()


@pytest.mark.parametrize("language", ["fr", "de", "en-US,en;q=0.9"])
def test_the_browsers_language_changes_nothing(language: str, newspaper: Newspaper, client: Client) -> None:
    response = client.get("/", headers={"accept-language": language})

    assert '<html lang="fr">' in response.content.decode()
    assert "accept-language" not in response.get("Vary", "").lower()


def test_legal_pages_stand_at_the_foot_of_every_page(newspaper: Newspaper, client: Client) -> None:
    make_legal_page(newspaper.home, "Mentions légales", show_in_menus=True)
    make_legal_page(newspaper.home, "Page d’essai", show_in_menus=False)

    foot = client.get("/culture/").content.decode().split("<footer")[1]

    assert '<a href="/mentions-legales/">Mentions légales</a>' in foot
    assert "Page d’essai" not in foot


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [("/rien/", "fr", "Page introuvable"), ("/en/nothing/", "en", "Page not found")],
)
def test_a_page_that_is_not_there_is_in_the_papers_dress_and_language(
    path: str, language: str, said: str, newspaper: Newspaper, client: Client
) -> None:
    response = client.get(path)

    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}">' in html
    assert said in html
    assert 'class="masthead' in html
    assert 'role="search"' in html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_for_our_own_mistakes_needs_no_database(
    language: str, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        response = views.server_error(rf.get("/" if language == "fr" else f"/{language}/"))

    assert response.status_code == 500
    assert f'<html lang="{language}">' in response.content.decode()


def test_that_page_wears_what_the_paper_last_wore(
    newspaper: Newspaper, client: Client, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    paper = Paper.for_site(newspaper.site)
    paper.name, paper.accent = "L'Essor du Fleuve", "indigo"
    paper.save()
    client.get("/culture/")

    with django_assert_num_queries(0):
        html = views.server_error(rf.get("/")).content.decode()

    assert "L’Essor du Fleuve</a>" in html
    assert 'class="accent-indigo"' in html


def test_names_are_put_in_type_wherever_they_stand(newspaper: Newspaper, client: Client) -> None:
    paper = Paper.for_site(newspaper.site)
    paper.name = "L'Essor d'ici"
    paper.save()
    awa = AuthorFactory.create(name="Awa N'Diaye")
    column = ColumnFactory.create(name="L'air du temps")
    article = make_article(newspaper.politics, "Le bac", authors=(awa,), column=column)
    make_article(newspaper.politics, "Le second bac", authors=(awa,), column=column)

    addresses = ("/", "/politique/", article.get_url(), awa.get_absolute_url(), column.get_absolute_url())
    for address in (*addresses, "/auteurs/", "/recherche/?q=bac", "/rien/", "/feed.xml", "/en/"):
        shown = client.get(address).content.decode()
        assert "'Essor" not in shown.replace("&#x27;", "'"), address
        assert "N'Diaye" not in shown.replace("&#x27;", "'"), address
        assert "N'DIAYE" not in shown.replace("&#x27;", "'"), address
        assert "L'air" not in shown.replace("&#x27;", "'"), address


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(
    newspaper: Newspaper, client: Client, settings: Any
) -> None:
    response = client.get("/robots.txt")

    lines = response.content.decode().splitlines()
    assert response["Content-Type"].startswith("text/plain")
    assert lines[0] == "User-agent: *"
    assert "Disallow: /redaction/" in lines
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert not any("/culture/un-article/".startswith(path) for path in closed)


def test_the_icon_shows_the_initial_in_the_papers_colour(newspaper: Newspaper, client: Client) -> None:
    paper = Paper.for_site(newspaper.site)
    paper.name, paper.accent = "La Dépêche du Fleuve", "forest"
    paper.save()

    response = client.get("/favicon.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert ">D<" in response.content.decode()
    assert "fill:#1f6b3a" in response.content.decode()


def test_a_reader_of_a_paper_without_settings_writes_none(newspaper: Newspaper, client: Client) -> None:
    Paper.objects.all().delete()

    for address in ("/", "/politique/", "/nulle-part/"):
        client.get(address)

    assert Paper.objects.count() == 0


def test_the_first_settings_are_saved_from_the_back_office(newspaper: Newspaper) -> None:
    Paper.objects.all().delete()
    address = reverse("wagtailsettings:edit", args=["paper", "paper", newspaper.site.pk])
    chief = signed_in(make_person(Role.EDITOR_IN_CHIEF))
    form = chief.get(address).context["form"]
    menu = {f"menu_items-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    fields = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}

    answer = chief.post(address, fields | menu | {"name": "L’Écho du fleuve"})

    assert answer.status_code == 302
    assert Paper.objects.get().name == "L’Écho du fleuve"
