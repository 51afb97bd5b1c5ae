"""Article pages of other papers, pasted as text, with parts missing or written in other ways."""

# Pages print the paper's own time without an offset, so moments are naive here.

from datetime import UTC, datetime

import pytest

from rotative.importers.pages import ParsedPage
from rotative.importers.pages.parsed import Heading, ListBlock, Paragraph, ParsedAuthor, PhotoCaption

from .conftest import Read

MARKET = "Le marché de Sikasso a rouvert mardi après trois semaines de travaux et de discussions."
SELLERS = (
    "Les vendeuses de mangues ont repris leurs places sous la grande halle, devant le bureau de la mairie."
)
MAYOR = "« Nous avons tenu parole », a dit le maire aux commerçants réunis dans la cour de l’école."

FULL = f"""Sikasso : Le marché a rouvert

La halle est refaite et les loyers ne changent pas

Publié lundi 03 mars 2025 à 08:05
La halle de Sikasso au petit matin. Photo : Issa Diarra

{MARKET}

Trois semaines d’attente

{SELLERS}


\u00a0Les premières clientes sous la halle

\u00a0{MAYOR}

Awa KONÉ et Issa N’DIAYE (AMAP)
"""


def paragraphs(page: ParsedPage) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


def test_kicker_stands_before_the_colon(read: Read) -> None:
    page = read(FULL)

    assert (page.kicker, page.headline) == ("Sikasso", "Le marché a rouvert")
    assert page.full_headline == "Sikasso : Le marché a rouvert"


def test_caption_above_the_text_gives_its_credit_away(read: Read) -> None:
    page = read(FULL)

    assert page.lead_photo_caption == "La halle de Sikasso au petit matin."
    assert page.lead_photo_credit == "Issa Diarra"


def test_short_lines_are_headings_or_captions_by_how_they_stand(read: Read) -> None:
    assert read(FULL).blocks == (
        Paragraph(MARKET),
        Heading("Trois semaines d’attente"),
        Paragraph(SELLERS),
        PhotoCaption("Les premières clientes sous la halle"),
        Paragraph(MAYOR),
    )


def test_family_names_in_capitals_and_the_agency_in_brackets(read: Read) -> None:
    byline = read(FULL).byline

    assert byline.authors == (ParsedAuthor("Awa Koné", "Koné"), ParsedAuthor("Issa N’Diaye", "N’Diaye"))
    assert byline.agency == "AMAP"
    assert byline.role is None


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_do_not_matter(read: Read, ends: str, encoding: str) -> None:
    page = read(FULL.replace("\n", ends).encode(encoding))

    assert page == read(FULL)


def test_page_without_standfirst_byline_and_related(read: Read) -> None:
    page = read(f"Le marché a rouvert\n\nPublié mardi 04 mars 2025 à 08:05\n\n{MARKET}\n\n{SELLERS}\n")

    assert page.headline == "Le marché a rouvert"
    assert (page.standfirst, page.byline.authors, page.related, page.author_latest) == (None, (), (), ())
    assert not page.discussion_gated
    assert paragraphs(page) == [MARKET, SELLERS]


def test_author_above_the_text_on_a_page_without_a_date(read: Read) -> None:
    page = read(f"Le marché a rouvert\nPar Awa Koné\n\n{MARKET}\n")

    assert page.byline.authors == (ParsedAuthor("Awa Koné"),)
    assert page.published_at is None


def test_english_page_with_an_update(read: Read) -> None:
    page = read(
        "The market reopens\n\nPublished Tuesday 24 June 2025 at 09:33\n"
        "Updated on 25 June 2025 at 6.15 pm UTC\n"
        "By Awa Koné and Issa Diarra\n\n"
        "The mango sellers of Sikasso are back under the great hall after three weeks of work.\n\n"
        "Read also: The hall was built in 1931\n"
    )

    assert page.published_at == datetime(2025, 6, 24, 9, 33)
    assert page.updated_at == datetime(2025, 6, 25, 18, 15, tzinfo=UTC)
    assert [author.name for author in page.byline.authors] == ["Awa Koné", "Issa Diarra"]
    assert page.language == "en"
    assert [entry.headline for entry in page.related] == ["The hall was built in 1931"]


def test_section_and_kicker_above_the_headline(read: Read) -> None:
    page = read(
        f"Accueil > Régions > Économie\n\nCOMMERCE\n\nLe marché a rouvert\n\n"
        f"Publié le 4 mars 2025\n\n{MARKET}\n"
    )

    assert (page.section_name, page.kicker, page.headline) == ("Économie", "COMMERCE", "Le marché a rouvert")
    assert page.published_at == datetime(2025, 3, 4)


def test_read_also_in_the_middle_does_not_cut_the_text(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\n{MARKET}\n\n"
        f"Lire aussi : Routes : Le pont est sûr\n\n{SELLERS}\n\n{MAYOR}\n\nAwa Koné\n"
    )

    assert paragraphs(page) == [MARKET, SELLERS, MAYOR]
    assert [(entry.kicker, entry.headline) for entry in page.related] == [("Routes", "Le pont est sûr")]
    assert page.byline.authors == (ParsedAuthor("Awa Koné"),)


def test_author_list_under_a_heading_that_names_her(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\n{MARKET}\n\nPar Awa Koné\n\n"
        "Les articles de Awa Koné\n\n"
        "Regards d’ici : La pluie\n\nElle tombe tard..\n\nPar Awa Koné\n\nPublié le 2 mars 2025\n\n"
        "Carburant : Les files\n\nPar Awa Koné\n\nPublié le 1er mars 2025\n"
    )

    assert page.author_page_of == "Awa Koné"
    assert [(one.headline, one.standfirst, one.published_at) for one in page.author_latest] == [
        ("La pluie", "Elle tombe tard…", datetime(2025, 3, 2)),
        ("Les files", None, datetime(2025, 3, 1)),
    ]
    assert page.columns == ("Regards d’ici",)


def test_list_below_the_text_without_a_heading_stays_out_of_the_text(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\n{MARKET}\n\n{SELLERS}\n\n"
        "Le pont est sûr\n\nIl porte deux camions à la fois.\n\nPar Issa Diarra\n\nPublié le 2 mars 2025\n"
    )

    assert paragraphs(page) == [MARKET, SELLERS]
    assert [(one.headline, one.published_at) for one in page.related] == [
        ("Le pont est sûr", datetime(2025, 3, 2))
    ]


def test_readers_contributions_are_left_behind(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\n{MARKET}\n\n2 commentaires\n\n"
        "Moussa\n\nBravo aux vendeuses, elles ont attendu assez longtemps cette halle.\n"
    )

    assert paragraphs(page) == [MARKET]


def test_lists_and_markup_in_plain_text(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\n{MARKET}\n\n"
        f"• Mangues <b>\n• Riz & mil\n\n{SELLERS}\n"
    )

    assert page.blocks[1] == ListBlock(("Mangues &lt;b&gt;", "Riz &amp; mil"))


def test_buttons_of_the_page_are_left_out(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\nPartager\n\nFacebook\n\n{MARKET}\n\nImprimer\n"
    )

    assert paragraphs(page) == [MARKET]


def test_role_and_name_on_one_line(read: Read) -> None:
    page = read(
        f"Le marché\n\nPublié le 4 mars 2025\n\n{MARKET}\n\n{SELLERS}\n\nPropos recueillis par Awa KONÉ\n"
    )

    assert page.byline.role == "Propos recueillis par"
    assert page.byline.authors == (ParsedAuthor("Awa Koné", "Koné"),)
