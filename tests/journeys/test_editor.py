"""An editor signs in, writes an article, publishes it, sees it everywhere it belongs, and withdraws it."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from rotative.demo.newsroom import PASSWORD
from tests.browsing import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HEADLINE = "Les piroguiers de l’île remontent le fleuve"
STANDFIRST = "Deux cents embarcations ont remonté le courant dimanche, devant une foule tranquille."
CHOICE = ".modal [data-chooser-modal-choice]"


@pytest.fixture
def desk(served_for_editing: Served, open_page: Callable[..., "Page"]) -> "Page":
    """The back office on a desktop, as the editor-in-chief has just entered it."""
    page = open_page(viewport={"width": 1280, "height": 1000}, locale="fr-FR")
    page.set_default_timeout(15_000)
    page.goto(f"{served_for_editing.address}/redaction/")
    page.locator("[name=username]").fill("chef@demo.localhost")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/redaction/")
    return page


def open_new_article(desk: "Page", section: str) -> None:
    """Go down the tree to the section; the English front page has the paper's name too."""
    root = desk.url
    desk.goto(f"{root}pages/")
    links = desk.get_by_role("link", name="La Dépêche du Fleuve", exact=True).all()
    fronts = {number_in(link.get_attribute("href")) for link in links}
    for front in fronts:
        desk.goto(f"{root}pages/{front}/")
        there = desk.get_by_role("link", name=section, exact=True)
        if there.count():
            desk.goto(f"{root}pages/add/articles/article/{number_in(there.first.get_attribute('href'))}/")
            return
    pytest.fail(f"no section {section} in {fronts}")


def number_in(address: str | None) -> str:
    """Return the number of the page that an address of the back office is about."""
    found = re.search(r"/pages/(\d+)/", address or "")
    return found[1] if found else ""


def choose(desk: "Page", button: str, name: str = "") -> None:
    """Open a chooser and take the entry with this name, or the first."""
    desk.get_by_role("button", name=button).first.click()
    entries = desk.locator(CHOICE)
    (entries.filter(has_text=name) if name else entries).first.click()
    desk.locator(".modal").wait_for(state="detached")


def write_everything(desk: "Page") -> None:
    desk.locator("[name=kicker]").fill("Fête du fleuve")
    desk.locator("[name=title]").click()
    desk.keyboard.type(HEADLINE.replace("’", "'"))
    desk.keyboard.press("Tab")
    desk.locator("textarea[name=standfirst], input[name=standfirst]").first.fill(STANDFIRST)
    choose(desk, "Choisir une image")
    desk.locator("[name=place]").fill("Kénéba")
    desk.get_by_role("button", name="Insérer un bloc").first.click()
    desk.get_by_role("option", name="Texte").click()
    desk.locator("#body-root [contenteditable=true]").first.click()
    desk.keyboard.type('"On rentre", dit le doyen ; personne ne bouge !')
    desk.get_by_role("tab", name="Signature et contexte").click()
    desk.get_by_role("button", name="Ajouter un(e) signature").click()
    choose(desk, "Choisir auteur", "Awa Diarra")
    choose(desk, "Choisir chronique", "Carnets du fleuve")


def press(desk: "Page", button: str) -> None:
    desk.get_by_role("button", name="Plus d'actions").click()
    desk.get_by_role("button", name=button, exact=True).click()


def test_an_article_from_the_first_word_to_its_withdrawal(served_for_editing: Served, desk: "Page") -> None:
    newspaper = served_for_editing
    open_new_article(desk, "Société")
    write_everything(desk)

    press(desk, "Publier")
    desk.locator(".messages .success").wait_for()

    address = "/societe/les-piroguiers-de-l-ile-remontent-le-fleuve/"
    page = newspaper.text(address)
    assert HEADLINE in page
    assert "«\u202fOn rentre\u202f», dit le doyen\u202f; personne ne bouge\u202f!" in page
    assert "DIARRA" in page
    assert "<picture" in page
    for path in ("/", "/societe/", "/chroniques/carnets-du-fleuve/", "/auteurs/awa-diarra/", "/feed.xml"):
        assert HEADLINE in newspaper.text(path), path
    assert HEADLINE in newspaper.text("/recherche/?q=piroguiers+doyen").replace("<mark>", "").replace(
        "</mark>", ""
    )

    number = number_in(desk.locator(".messages a[href*='/edit/']").first.get_attribute("href"))
    desk.goto(f"{newspaper.address}/redaction/pages/{number}/unpublish/")
    desk.locator("form [type=submit]").last.click()
    desk.locator(".messages .success").wait_for()

    assert newspaper.get(address).status == 404
    for path in ("/", "/societe/", "/chroniques/carnets-du-fleuve/", "/auteurs/awa-diarra/", "/feed.xml"):
        assert HEADLINE not in newspaper.text(path), path
