"""Dates, names, kickers and columns as French and English papers write them."""

# Pages print the paper's own time without an offset, so moments are naive here.

from datetime import UTC, datetime, timedelta, timezone

import pytest

from rotative.importers.pages.dates import ImpossibleDate, read_date_line, read_timestamp
from rotative.importers.pages.headlines import columns_among, mend_teaser, split_kicker
from rotative.importers.pages.names import read_author, read_by_line, read_names
from rotative.importers.pages.parsed import Listed, ParsedAuthor

JUNE = datetime(2025, 6, 24, 9, 33)


@pytest.mark.parametrize(
    "line",
    [
        "Publié mardi 24 juin 2025 à 09:33",
        "Publié le mardi 24 juin 2025 à 9h33",
        "Publiée le 24 juin 2025, 09:33",
        "Publié le 24/06/2025 à 09:33",
        "mardi 24 juin 2025 - 09h33",
        "PUBLIÉ\u00a0: 24 JUIN 2025 À 09:33",
        "Published Tuesday 24 June 2025 at 09:33",
        "Posted on June 24th, 2025 at 9:33 am",
        "2025-06-24 09:33",
    ],
)
def test_date_lines_of_many_papers(line: str) -> None:
    found = read_date_line(line)

    assert found is not None
    assert found.published_at == JUNE


def test_one_line_with_author_publication_and_update() -> None:
    found = read_date_line("Publié par Awa Koné le 24 juin 2025 à 09:33, mis à jour le 25 juin 2025 à 07h00")

    assert found is not None
    assert (found.authors, found.published_at, found.updated_at) == (
        "Awa Koné",
        JUNE,
        datetime(2025, 6, 25, 7),
    )


def test_the_first_of_the_month_and_a_moment_without_an_hour() -> None:
    found = read_date_line("Publié le 1er août 2025")

    assert found is not None
    assert found.published_at == datetime(2025, 8, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Publié en 1998, ce roman parle de juin 2025.",
        "Le 24 juin 2025, le marché a rouvert.",
        "24",
        "",
        "Publié",
    ],
)
def test_sentences_are_no_date_lines(line: str) -> None:
    assert read_date_line(line) is None


def test_offset_makes_a_moment_aware() -> None:
    assert read_timestamp("2025-06-24T09:33:00Z") == JUNE.replace(tzinfo=UTC)
    assert read_timestamp("2025-06-24 09:33 +0200") == JUNE.replace(tzinfo=timezone(timedelta(hours=2)))


def test_thirteen_in_the_afternoon_does_not_exist() -> None:
    with pytest.raises(ImpossibleDate):
        read_date_line("Posted June 24, 2025 13:10 pm")


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("Coton : La campagne commence", ("Coton", "La campagne commence")),
        ("Coton\u00a0: la campagne commence", ("Coton", "la campagne commence")),
        (
            "Le ministre du Coton : « La campagne commence »",
            (None, "Le ministre du Coton : « La campagne commence »"),
        ),
        ("Le ministre du Coton : “Ça commence”", (None, "Le ministre du Coton : “Ça commence”")),
        ("Un accord de plus de cinq mots : il tient", (None, "Un accord de plus de cinq mots : il tient")),
        ("Rendez-vous à 10:30", (None, "Rendez-vous à 10:30")),
        ("La campagne commence", (None, "La campagne commence")),
    ],
)
def test_kickers(headline: str, parts: tuple[str | None, str]) -> None:
    assert split_kicker(headline) == parts


def test_english_subtitle_stays_in_its_headline_where_the_colon_must_stand_off() -> None:
    assert split_kicker("Losing face: masks", spaced=True) == (None, "Losing face: masks")


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("La campagne commence..", ("La campagne commence…", True)),
        ("La campagne commence .", ("La campagne commence…", True)),
        ("La campagne […]", ("La campagne…", True)),
        ("La campagne commence…", ("La campagne commence…", True)),
        ("La campagne commence.", ("La campagne commence.", False)),
        ("-.", (None, False)),
        ("", (None, False)),
    ],
)
def test_shortened_standfirsts(written: str, mended: tuple[str | None, bool]) -> None:
    assert mend_teaser(written) == mended


def test_columns_come_back_or_have_a_standing_title() -> None:
    kickers: list[str | None] = [
        "Au fil du fleuve",
        "Carburant",
        "Au fil du fleuve",
        "Le billet d’Awa",
        "Foire 25",
        "Foire 25",
    ]
    kickers += ["Inondations à Mopti", "Inondations à Mopti", None]

    assert columns_among(Listed("La pluie", kicker) for kicker in kickers) == (
        "Au fil du fleuve",
        "Le billet d’Awa",
    )


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Awa KONÉ", ParsedAuthor("Awa Koné", "Koné")),
        ("KONÉ Awa", ParsedAuthor("Awa Koné", "Koné")),
        ("Issa DIOP-KANE", ParsedAuthor("Issa Diop-Kane", "Diop-Kane")),
        ("Aly AG ILYÈNE", ParsedAuthor("Aly Ag Ilyène", "Ag Ilyène")),
        ("Awa Koné", ParsedAuthor("Awa Koné")),
    ],
)
def test_capitals_are_a_presentation_of_the_family_name(written: str, author: ParsedAuthor) -> None:
    assert read_author(written) == author


def test_names_line_with_an_agency() -> None:
    names = read_names("Awa Koné, Issa DIARRA avec AFP")

    assert names is not None
    assert [author.name for author in names.authors] == ["Awa Koné", "Issa Diarra"]
    assert names.agency == "AFP"


@pytest.mark.parametrize(
    "text", ["Les clientes sous la halle", "Par la force des choses", "Par ailleurs", "Awa"]
)
def test_other_lines_are_no_names(text: str) -> None:
    assert read_names(text) is None
    assert read_by_line(text) is None
