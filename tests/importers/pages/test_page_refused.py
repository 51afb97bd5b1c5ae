"""What is not an article is refused in one line that says where and why."""

from pathlib import Path

import pytest

from rotative.importers.pages import PageRefused, read_page
from rotative.importers.pages.parsed import Refusal

from .conftest import Save

PROSE = (
    "Les vendeuses de mangues ont repris leurs places sous la grande halle, devant le bureau de la mairie."
)
README = (
    "# Rotative\n\nThe system a newspaper runs on.\n\n## Install\n\n- Python 3.11\n- A disk\n\n"
    "Run the command below.\n"
)
LIST = "Politique\n\n" + "\n\n".join(
    f"Titre {number} de la page\n\nUn chapeau de dix mots pour l’article qui vient.\n\nPar Awa Koné\n\n"
    f"Publié le {number} mars 2025 à 08:00"
    for number in range(1, 6)
)
HTML_LIST = (
    "<html><head><title>Politique</title><meta property='og:type' content='website'></head><body>"
    + f"<article><h2><a href='/a'>Un titre</a></h2><p>{PROSE}</p></article>" * 12
    + "</body></html>"
)


def refusal(path: Path) -> PageRefused:
    with pytest.raises(PageRefused) as refused:
        read_page(path)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)
    return refused.value


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b" \r\n\t\xc2\xa0\n", Refusal.EMPTY),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Refusal.BINARY),
        (b"%PDF-1.7 " + b"text " * 50, Refusal.BINARY),
        (bytes(range(256)) * 4, Refusal.BINARY),
        (README.encode(), Refusal.NO_ARTICLE),
        (LIST.encode(), Refusal.NO_ARTICLE),
        (HTML_LIST.encode(), Refusal.NO_ARTICLE),
        (b"<html><body><form><input name=q></form></body></html>", Refusal.NO_ARTICLE),
        (b"<!doctype html><html>", Refusal.NO_ARTICLE),
        (f"Un titre\n\nPublié le 4 mars 2025\n\n{PROSE}\n".encode() * 6000, Refusal.NO_ARTICLE),
    ],
    ids=[
        "empty",
        "blank",
        "photo",
        "pdf",
        "bytes",
        "readme",
        "list",
        "html list",
        "form",
        "no body",
        "archive",
    ],
)
def test_what_is_no_article_is_refused(save: Save, content: bytes, reason: Refusal) -> None:
    assert refusal(save(content)).reason is reason


def test_a_page_above_ten_megabytes_is_not_even_read(save: Save) -> None:
    assert refusal(save(b"a" * (10 * 1024 * 1024 + 1))).reason is Refusal.TOO_BIG


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.txt").reason is Refusal.NOT_READABLE
    assert refusal(tmp_path).reason is Refusal.NOT_READABLE


@pytest.mark.parametrize(
    "date", ["mardi 31 février 2025", "29 février 2025 à 08:00", "4 mars 2025 à 25:10", "31/04/2025"]
)
def test_a_date_that_does_not_exist_is_named_with_its_line(save: Save, date: str) -> None:
    refused = refusal(save(f"Un titre\n\nPublié {date}\n\n{PROSE}\n"))

    assert (refused.reason, refused.field, refused.line) == (Refusal.IMPOSSIBLE_DATE, "published_at", 3)
    assert date in str(refused)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-02-31T08:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-02-31"}</script>',
    ],
)
def test_a_declared_date_that_does_not_exist_is_refused(save: Save, head: str) -> None:
    refused = refusal(
        save(f"<html><head>{head}</head><body><h1>Un titre court</h1><p>{PROSE}</p></body></html>")
    )

    assert (refused.reason, refused.field) == (Refusal.IMPOSSIBLE_DATE, "published_at")


def test_an_author_list_with_an_impossible_date_names_its_line(save: Save) -> None:
    list_below = "Du même auteur\n\nLa pluie\n\nPublié le 30 février 2025\n"
    text = f"Un titre\n\nPublié le 4 mars 2025\n\n{PROSE}\n\n{list_below}"

    assert refusal(save(text)).line == 11
