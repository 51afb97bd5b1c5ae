"""Who signs a saved HTML page, and in which capacity, where the page shows it above or below its text."""

import pytest

from rotative.importers.pages.parsed import ParsedAuthor, ParsedByline

from .conftest import Read
from .test_page_lists_in_html import MAYOR, SELLERS, TEXT, TRUCKS, page_of, text

AWA, ISSA = ParsedAuthor("Awa Diarra", "Diarra"), ParsedAuthor("Issa Koné", "Koné")


@pytest.mark.parametrize(
    "foot",
    [
        "<p>Envoyée spéciale</p><p>Awa DIARRA</p>",
        "<p>Envoyée spéciale<br>Awa DIARRA</p>",
        "<p><strong>Envoyée spéciale</strong></p><p><strong>Awa DIARRA</strong></p>",
        "<p>Envoyée spéciale : Awa DIARRA</p>",
        "<footer><p>Envoyée spéciale</p><p>Awa DIARRA</p></footer>",
        "<div class='byline'><span>Envoyée spéciale</span><p><a rel='author' href='/awa'>Awa DIARRA</a></p></div>",
    ],
)
@pytest.mark.parametrize("head", ["", '<meta name="author" content="Awa Diarra">'], ids=["shown", "declared"])
def test_a_role_and_a_name_at_the_foot_are_the_byline_and_no_text(read: Read, foot: str, head: str) -> None:
    page = read(page_of(TEXT + foot, head=head))

    assert page.byline == ParsedByline("Envoyée spéciale", (AWA,))
    assert text(page) == [SELLERS, MAYOR, TRUCKS]


def test_names_in_capitals_at_the_foot_sign_where_nobody_is_declared(read: Read) -> None:
    page = read(page_of(f"{TEXT}<p>Awa DIARRA et Issa KONÉ</p>", head=""))

    assert page.byline == ParsedByline(None, (AWA, ISSA))
    assert text(page) == [SELLERS, MAYOR, TRUCKS]


def test_two_who_sign_in_different_capacities_keep_theirs(read: Read) -> None:
    page = read(
        page_of(
            f"{TEXT}<div class='byline'><p>Correspondante à Dioumana</p><p>Awa DIARRA</p>"
            "<p>Envoyé spécial</p><p>Issa KONÉ</p></div>",
            head='<meta name="author" content="Awa Diarra, Issa Koné, Fanta Sidibé">',
        )
    )

    assert [(group.role, [author.name for author in group.authors]) for group in page.byline.groups] == [
        ("Correspondante à Dioumana", ["Awa Diarra"]),
        ("Envoyé spécial", ["Issa Koné"]),
        (None, ["Fanta Sidibé"]),
    ]


def test_the_role_of_somebody_who_is_not_the_author_stays_in_the_text(read: Read) -> None:
    page = read(
        page_of(f"{TEXT}<p>Traduit par Issa KONÉ</p>", head='<meta name="author" content="Awa Diarra">')
    )

    assert page.byline == ParsedByline(None, (ParsedAuthor("Awa Diarra"),))
    assert text(page)[-1] == "Traduit par Issa KONÉ"


def test_family_names_and_the_agency_are_read_where_they_are_printed(read: Read) -> None:
    page = read(
        page_of(
            f"{TEXT}<div class='byline'><p>Awa AG ILYÈNE et Issa KONÉ</p><p>Awa Ag Ilyène</p><p>Avec AMAP</p></div>",
            head='<meta name="author" content="Awa Ag Ilyène, Issa Koné">',
        )
    )

    assert page.byline == ParsedByline(None, (ParsedAuthor("Awa Ag Ilyène", "Ag Ilyène"), ISSA), "AMAP")


def test_a_paper_that_signs_itself_is_neither_author_nor_agency(read: Read) -> None:
    head = """<meta property="og:site_name" content="Le Fleuve"><script type="application/ld+json">
    {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Le Fleuve"}}</script>"""

    assert read(page_of(TEXT, head=head)).byline == ParsedByline()


def test_two_capacities_in_a_pasted_text(read: Read) -> None:
    page = read(
        f"Le marché a rouvert\n\nPublié le 4 mars 2025\n\n{SELLERS}\n\n{MAYOR}\n\n"
        "Correspondante à Dioumana\n\nAwa DIARRA\n\nEnvoyé spécial\n\nIssa KONÉ\n"
    )

    assert page.byline == ParsedByline(
        "Correspondante à Dioumana", (AWA,), others=(ParsedByline("Envoyé spécial", (ISSA,)),)
    )
    assert page.author_page_of is None
