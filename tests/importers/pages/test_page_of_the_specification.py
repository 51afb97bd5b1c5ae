"""The article page that the project exists for, part by part; its sentences stay in the shared folder."""

# Pages print the paper's own time without an offset, so moments are naive here.

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from rotative.importers.pages import ParsedPage, read_page
from rotative.importers.pages.parsed import Listed, Paragraph, PhotoCaption

OPINION_COLUMN_TIMES = 4


@pytest.fixture(scope="module")
def source(shared: Path) -> Path:
    return shared / "pages" / "article-page.txt"


@pytest.fixture(scope="module")
def lines(source: Path) -> list[str]:
    return [" ".join(line.split()) for line in source.read_text("utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def page(source: Path) -> ParsedPage:
    return read_page(source)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_headline_is_the_whole_first_line_because_a_name_before_a_quotation_is_no_kicker(
    page: ParsedPage, lines: list[str]
) -> None:
    assert page.headline == lines[0]
    assert page.kicker is None


def test_standfirst_is_the_second_line(page: ParsedPage, lines: list[str]) -> None:
    assert page.standfirst == lines[1]


def test_date_is_that_of_the_date_line(page: ParsedPage) -> None:
    assert page.published_at == datetime(2025, 6, 24, 9, 33)
    assert page.updated_at is None
    assert page.language == "fr"


def test_caption_of_the_lead_photo_repeats_the_headline(page: ParsedPage) -> None:
    assert page.lead_photo_caption == page.headline


def test_body_has_nine_paragraphs_and_one_photo_in_their_midst(page: ParsedPage) -> None:
    kinds = [type(block) for block in page.blocks]

    assert kinds == [Paragraph] * 5 + [PhotoCaption] + [Paragraph] * 4


def test_body_stands_in_the_source_in_order_and_whole(page: ParsedPage, lines: list[str]) -> None:
    assert [squeezed(block.text) for block in page.blocks] == [squeezed(line) for line in lines[4:14]]


def test_quotation_may_close_in_a_later_paragraph(page: ParsedPage) -> None:
    opening, closing = page.blocks[3].text, page.blocks[4].text

    assert opening.count("«") - opening.count("»") == 1
    assert closing.count("»") - closing.count("«") == 1


def test_byline_has_a_role_and_two_authors_with_their_family_names(
    page: ParsedPage, lines: list[str]
) -> None:
    role, names = lines[14], lines[15]

    assert page.byline.role == role
    assert [author.name.casefold() for author in page.byline.authors] == names.casefold().split(" et ")
    assert all((author.family or "-").upper() in names for author in page.byline.authors)
    assert not any(
        author.name.isupper() or (author.family or "A").isupper() for author in page.byline.authors
    )


def test_the_list_belongs_to_the_author_named_under_the_byline(page: ParsedPage, lines: list[str]) -> None:
    assert page.author_page_of == lines[16]
    assert page.author_page_of == page.byline.authors[0].name


def test_six_articles_to_read_also_each_with_a_shortened_standfirst(page: ParsedPage) -> None:
    assert len(page.related) == 6
    assert all(entry.shortened and entry.standfirst for entry in page.related)
    assert [entry.kicker is None for entry in page.related] == [False, True, False, False, False, False]


def test_seven_articles_of_the_author_with_their_dates(page: ParsedPage) -> None:
    assert [entry.published_at for entry in page.author_latest] == [
        datetime(2025, 11, 25, 8, 23),
        datetime(2025, 11, 19, 7, 48),
        datetime(2025, 11, 14, 10, 49),
        datetime(2025, 11, 10, 8, 2),
        datetime(2025, 11, 3, 10, 41),
        datetime(2025, 10, 27, 9, 14),
        datetime(2025, 10, 16, 13, 54),
    ]
    assert {author.name for entry in page.author_latest for author in entry.authors} == {page.author_page_of}


def test_only_the_third_has_no_standfirst(page: ParsedPage) -> None:
    assert [entry.standfirst is None for entry in page.author_latest] == [False, False, True] + [False] * 4


def test_a_shortened_standfirst_ends_in_one_ellipsis(page: ParsedPage) -> None:
    standfirsts = [entry.standfirst for entry in (*page.related, *page.author_latest) if entry.standfirst]

    assert len(standfirsts) == 12
    assert all(re.search(r"[^\s.…]…$", standfirst) for standfirst in standfirsts)


def test_the_two_columns_are_found_and_no_subject_becomes_one(page: ParsedPage) -> None:
    kickers = [entry.kicker for entry in page.author_latest]

    assert page.columns == (kickers[0], kickers[2])
    assert kickers.count(page.columns[1]) == OPINION_COLUMN_TIMES
    assert not {entry.kicker for entry in page.related} & set(page.columns)


def test_discussion_is_for_subscribers(page: ParsedPage, lines: list[str]) -> None:
    assert page.discussion_gated
    assert list(page.discussion_notice) == lines[-3:]


def test_every_line_of_the_source_went_somewhere(page: ParsedPage, lines: list[str]) -> None:
    def parts_of(entry: Listed) -> list[str]:
        return [
            entry.headline,
            entry.kicker or "",
            entry.standfirst or "",
            *(author.name for author in entry.authors),
        ]

    parts = [page.headline, page.standfirst, page.lead_photo_caption, page.byline.role, page.author_page_of]
    parts += [block.text for block in page.blocks] + [author.name for author in page.byline.authors]
    parts += [part for entry in (*page.related, *page.author_latest) for part in parts_of(entry)]
    parts += page.discussion_notice
    kept = {squeezed(part).rstrip("….").casefold() for part in parts if part}
    # What remains of a line once its parts are taken out are labels, dates and signs.
    labels = re.compile(r"lireaussi:|lesarticlesdel'auteur|par|et|:|-|publié\w+à\d\d:\d\d|[.…]")

    lost = []
    for line in lines:
        rest = squeezed(line).casefold()
        for part in sorted(kept, key=len, reverse=True):
            rest = rest.replace(part, "", 1)
        if labels.sub("", rest):
            lost.append(line)

    assert lost == []


def test_page_without_its_date_line_is_read_by_its_caption(
    source: Path, tmp_path: Path, page: ParsedPage
) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text(re.sub(r"\nPublié [^\n]*", "\n", source.read_text("utf-8"), count=1), "utf-8")

    assert read_page(undated) == replace(page, published_at=None)
