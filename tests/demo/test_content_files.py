"""The articles' text files and the dialect they are written in."""

from datetime import date
from pathlib import Path

import pytest

from rotative.demo.content_files import read_all, read_article
from rotative.demo.content_text import (
    Box,
    ContentError,
    Correction,
    Gallery,
    Picture,
    Quotation,
    Table,
    Text,
    inline,
    parse_text,
    plain,
)
from rotative.demo.pictures import SCENES

FRONT = """---
headline: Le bac repart : onze mois d'attente
kicker: Transport
standfirst: Il est reparti mardi.
section: economie
language: fr
authors: Awa Diarra, Issa Konaté
role: Envoyée spéciale à Port-Sankar
topics: transport, fleuve
days_ago: 12
access: subscribers
scene: river
caption: Le bac à quai.
photographer: Mariam Coulibaly
alt: Un bac accoste.
---
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "economie" / "le-bac-repart.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def parse(text: str) -> tuple[object, ...]:
    return parse_text("a.md", text.splitlines())


def test_the_front_matter_is_split_at_the_first_colon_only(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, FRONT + "Dès l'aube.\n"))

    assert article.headline == "Le bac repart : onze mois d'attente"
    assert article.authors == ("Awa Diarra", "Issa Konaté")
    assert article.topics == ("transport", "fleuve")
    assert article.is_for_subscribers
    assert article.picture == Picture("river", "Le bac à quai.", "Mariam Coulibaly", "Un bac accoste.")
    assert article.key == "demo:economie/le-bac-repart"


def test_optional_fields_may_be_empty_or_left_out(tmp_path: Path) -> None:
    text = FRONT.replace("role: Envoyée spéciale à Port-Sankar", "role:").replace("kicker: Transport\n", "")

    article = read_article(write(tmp_path, text + "Dès l'aube.\n"))

    assert (article.role, article.kicker, article.agency, article.column) == ("", "", "", "")


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (
            FRONT.replace("headline: ", "titre: ") + "a",
            r"economie/le-bac-repart\.md:2: unknown field 'titre'",
        ),
        (FRONT.replace("kicker: Transport", "kicker: a\nkicker: b") + "a", r":4: kicker stands here twice"),
        (FRONT.replace("topics: transport, fleuve\n", "") + "a", r":1: topics is missing"),
        (FRONT.replace("days_ago: 12", "days_ago: hier") + "a", r"days_ago is 'hier'"),
        (FRONT.replace("access: subscribers", "access: all") + "a", r"access is 'all'"),
        (FRONT.replace("language: fr", "language: de") + "a", r"language is 'de'"),
        (FRONT, r":16: the article has no text"),
        ("Dès l'aube.", r":1: the file does not begin with a front matter"),
        (FRONT + "a\n\n:::encadre En chiffres\nb\n", r":19: :::encadre is never closed"),
        (FRONT + "a\n:::\n", r":18: ::: closes a block that was not opened"),
        (FRONT + ":::video\n:::\n", r":17: unknown block :::video"),
        (FRONT + ":::encadre A\n:::table B\n:::\n", r":18: a block opens inside :::encadre of line 17"),
        (FRONT + ":::correction hier\nb\n:::\n", r":17: a correction has a date"),
        (FRONT + ":::galerie G\nriver | a | b | c\n:::\n", r":17: a gallery has at least two pictures"),
        (FRONT + ":::photo river | a | b\n:::\n", r":17: a picture is written"),
        (FRONT + ":::table T\na | b\nc\n:::\n", r":17: a table has two or more rows"),
        (FRONT + ":::encadre\nb\n:::\n", r":17: a box has a title"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_and_line(tmp_path: Path, broken: str, complaint: str) -> None:
    file = write(tmp_path, broken)

    with pytest.raises(ContentError, match=complaint):
        read_article(file)


def test_paragraphs_headings_and_lists_become_one_text() -> None:
    (text,) = parse("Un.\n\n## Deux & trois\n\n— Oui.\n\n- a\n- **b**\n")

    assert text == Text(
        ("<p>Un.</p>", "<h2>Deux &amp; trois</h2>", "<p>— Oui.</p>", "<ul><li>a</li><li><b>b</b></li></ul>")
    )


def test_a_quotation_cuts_the_text_in_two() -> None:
    first, quotation, last = parse("Un.\n\n> Le fleuve *prête*.\n> — Sali Dembélé, batelière\n\nDeux.")

    assert quotation == Quotation("Le fleuve prête.", "Sali Dembélé, batelière")
    assert (first, last) == (Text(("<p>Un.</p>",)), Text(("<p>Deux.</p>",)))


def test_a_box_holds_paragraphs_and_lists() -> None:
    (box,) = parse(":::encadre En chiffres\nTout.\n\n- *a*\n- b\n:::")

    assert box == Box("En chiffres", ("<p>Tout.</p>", "<ul><li><i>a</i></li><li>b</li></ul>"))


def test_tables_are_plain_text() -> None:
    (table,) = parse(":::table Tarifs\nVéhicule | Prix\n*Moto* | 500 F\n:::")

    assert table == Table("Tarifs", (("Véhicule", "Prix"), ("Moto", "500 F")))


def test_photos_galleries_and_corrections_are_read() -> None:
    market, rain = Picture("market", "a", "b", "c"), Picture("rain", "d", "e", "f")

    blocks = parse(
        ":::photo market | a | b | c\n:::\n:::galerie G\nmarket | a | b | c\nrain | d | e | f\n:::\n"
        ":::correction 2026-05-03\nC'est 24.\n:::"
    )

    assert blocks == (market, Gallery("G", (market, rain)), Correction(date(2026, 5, 3), "C'est 24."))


def test_inline_markup_is_escaped_first() -> None:
    assert inline("a < b, **c** et *d*") == "a &lt; b, <b>c</b> et <i>d</i>"
    assert inline("[ici](https://example.org/?a=1&b=2)") == (
        '<a href="https://example.org/?a=1&amp;b=2">ici</a>'
    )
    assert plain("*a* et **b**") == "a et b"


def test_every_file_of_the_demo_can_be_read_and_drawn() -> None:
    files = read_all()

    pictures = [
        picture for file in files for picture in (file.picture, *file.body) if isinstance(picture, Picture)
    ]
    assert len(files) >= 90
    assert {picture.scene for picture in pictures} <= set(SCENES)
    assert len({(file.language, file.slug) for file in files}) == len(files)
    assert all(picture.alt and picture.caption and picture.photographer for picture in pictures)
