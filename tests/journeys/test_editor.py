"""An editor signs in, writes an article, publishes it, sees it everywhere it belongs, and withdraws it."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import Served
from tests.journeys.newsroom import Desk

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

HEADLINE = "Les piroguiers de l’île remontent le fleuve"
STANDFIRST = "Deux cents embarcations ont remonté le courant dimanche, devant une foule tranquille."
ADDRESS = "/societe/les-piroguiers-de-l-ile-remontent-le-fleuve/"
LISTS = ("/", "/societe/", "/chroniques/carnets-du-fleuve/", "/auteurs/awa-diarra/", "/feed.xml")


def write_headline(desk: Desk, headline: str) -> None:
    desk.page.locator("[name=title]").click()
    desk.page.keyboard.type(headline)
    desk.page.keyboard.press("Tab")


def write_opening(desk: Desk) -> None:
    desk.fill("kicker", "Fête du fleuve")
    write_headline(desk, HEADLINE.replace("’", "'"))
    desk.fill("standfirst", STANDFIRST)
    desk.choose("Choisir une image")
    desk.fill("lead_caption", "Le départ, dimanche à l'aube.")
    desk.fill("place", "Kénéba")


def write_text(desk: Desk, text: str) -> None:
    desk.add_block("Texte").locator("[contenteditable=true]").click()
    desk.page.keyboard.type(text)


def write_body(desk: Desk, a_file: "Path") -> None:
    """Use each of the blocks once."""
    write_text(desk, '"On rentre", dit le doyen ; personne ne bouge !')

    photo = desk.add_block("Photo")
    desk.choose("Choisir une image", within=photo)
    photo.locator("[name$='-caption']").fill("La berge vue du bac.")

    gallery = desk.add_block("Galerie")
    gallery.locator("[name$='-title']").fill("Une journée sur l'eau")
    desk.choose("Choisir une image", within=gallery)
    gallery.locator("[data-streamfield-list-add]").last.click()
    desk.choose("Choisir une image", within=gallery)

    quotation = desk.add_block("Citation")
    quotation.locator("[name$='-text']").fill("Le fleuve nous connaît.")
    quotation.locator("[name$='-attribution']").fill("Issa Coulibaly, doyen")

    box = desk.add_block("Encadré")
    box.locator("[name$='-title']").fill("En chiffres")
    box.locator("[contenteditable=true]").click()
    desk.page.keyboard.type("Deux cents embarcations, onze villages.")

    table = desk.add_block("Tableau")
    table.locator("select").select_option(index=1)
    table.locator("[name$='-caption']").fill("Les arrivées")
    table.locator("td").first.click()
    for cell in ("Village", "Pirogues", "Départ"):
        desk.page.keyboard.type(f"{cell}\t")

    file = desk.add_block("Fichier")
    file.get_by_role("button", name="Choisir un document").click()
    desk.page.locator(".modal [role=tab]").last.click()
    desk.page.locator(".modal [type=file]").set_input_files(a_file)
    desk.page.locator(".modal [name$='-title']").fill("Le règlement de la fête")
    desk.page.locator(".modal [type=submit]:visible").click()
    desk.page.locator(".modal").wait_for(state="detached")

    video = desk.add_block("Vidéo ou message d’ailleurs")
    video.locator("[name$='-url']").fill("https://vimeo.com/76979871")
    video.locator("[name$='-title']").fill("La remontée, filmée du pont")

    desk.choose_article("écrivains publics", within=desk.add_block("Lire aussi"))

    correction = desk.add_block("Rectificatif")
    correction.locator("[name$='-date']").fill("24/11/2026")
    correction.locator("[name$='-text']").fill("Ils étaient deux cents, et non vingt.")


def write_context(desk: Desk) -> str:
    """Sign, place and pin; return the headline of the article pinned under “Lire aussi”."""
    desk.open_tab("Signature et contexte")
    desk.add_row("Ajouter un(e) signature")
    desk.choose("Choisir auteur", "Awa Diarra")
    desk.choose("Choisir chronique", "Carnets du fleuve")
    desk.add_row("Ajouter un(e) thème")
    desk.choose("Choisir thème")
    desk.add_row("Ajouter un(e) article")
    return desk.choose_article("caniveaux")


def test_an_article_from_the_first_word_to_its_withdrawal(
    served_for_editing: Served, desk: Desk, tmp_path: "Path"
) -> None:
    newspaper = served_for_editing
    a_file = tmp_path / "reglement.txt"
    a_file.write_text("Article premier : on part à l’aube.\n")
    desk.open_new_article("Société")
    write_opening(desk)
    write_body(desk, a_file)
    pinned = write_context(desk)

    desk.press("Publier")
    number = desk.done()

    _head, _, page = newspaper.text(ADDRESS).partition("<main")
    in_order = [
        "Fête du fleuve",
        HEADLINE,
        STANDFIRST,
        "<picture",
        "Le départ, dimanche à l’aube.",
        "Kénéba",
        "«\u202fOn rentre\u202f», dit le doyen\u202f; personne ne bouge\u202f!",
        "La berge vue du bac.",
        "Une journée sur l’eau",
        "Le fleuve nous connaît.",
        "Issa Coulibaly, doyen",
        "En chiffres",
        "Deux cents embarcations, onze villages.",
        "Les arrivées",
        "Pirogues",
        "Le règlement de la fête",
        "https://vimeo.com/76979871",
        "La remontée, filmée du pont",
        "écrivains publics",
        "Ils étaient deux cents, et non vingt.",
        "DIARRA",
        "/themes/",
        pinned,
    ]
    assert found_in_order(page, in_order) == in_order
    for path in LISTS:
        assert HEADLINE in newspaper.text(path), path
    assert re.sub("</?mark>", "", newspaper.text("/recherche/?q=piroguiers+doyen")).count(HEADLINE)

    desk.withdraw(number)

    assert newspaper.get(ADDRESS).status == 404
    for path in LISTS:
        assert HEADLINE not in newspaper.text(path), path


def found_in_order(page: str, wanted: list[str]) -> list[str]:
    """Return the texts that stand in the page, each after the one before it."""
    found, position = [], 0
    for text in wanted:
        if (position := page.find(text, position)) < 0:
            break
        found.append(text)
    return found


def test_publishing_waits_for_the_autosave_under_way(served_for_editing: Served, desk: Desk) -> None:
    """Two requests that each make the page would leave the reader with an error and the desk with a double."""
    desk.open_new_article("Société")
    with desk.answers_to_autosave_are_late() as late:
        write_headline(desk, "Les bacs partent à l'heure")
        desk.page.wait_for_timeout(
            2_500
        )  # Wagtail watches for changes from two seconds after it opened the form
        desk.fill("kicker", "Transports")
        late.wait()

        desk.press("Publier")
        expect(desk.page.locator(".messages .success")).to_have_count(0)

        late.let_through()
        desk.done()

    assert served_for_editing.get("/societe/les-bacs-partent-a-l-heure/").status == 200
    assert served_for_editing.get("/societe/les-bacs-partent-a-l-heure-2/").status == 404
