"""What readers find in the archive, in which order, and what they see of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rotative.search.engine import Index, Results
from rotative.search.results import RERANKED
from tests.search.archive import AWA, ISSA, NOW, SCHOOLS, SOCIETY, article


def found(index: Index, query: str, **options: Any) -> list[int]:
    return [hit.id for hit in index.search(query, now=NOW, **options).hits]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("l’école", {3, 4, 10}),
        ("ecoles greve", {3, 4}),
        ("hopital", {5}),
        ("infirmier", {5}),
        ("oeuvre", {12}),
        ("journal", {15}),
        ("accuser", {4, 19}),
        ('"eau potable"', {1, 2}),
        ("« élection municipale »", {6, 7, 8}),
        ("bobo-dioulasso", {9}),
        ("eau -forage", {16}),
        ('maire -"maire sortant"', {1, 6}),
        ("djamena", {18}),
        ("vitamine D", {17}),
    ],
)
def test_french_articles_are_found_by_any_spelling(archive: Index, query: str, ids: set[int]) -> None:
    assert set(found(archive, query, language="fr")) == ids


def test_english_articles_are_found_by_any_spelling(archive: Index) -> None:
    assert set(found(archive, "school strikes", language="en")) == {22, 24}
    assert set(found(archive, "well", language="en")) == {21}


def test_without_a_language_both_are_searched_each_its_own_way(archive: Index) -> None:
    assert set(found(archive, "Tessaoua")) == {1, 2, 21}
    assert set(found(archive, "les écoles")) == {3, 4, 10}


def test_the_headline_weighs_more_than_a_mention(archive: Index) -> None:
    assert found(archive, "forage", language="fr")[-1] == 10


def test_an_old_headline_beats_a_new_mention(index: Index) -> None:
    index.put(
        [
            article(1, 900, "Le barrage de Kandadji"),
            article(2, 0, "En bref", "Un mot du barrage de Kandadji."),
        ]
    )

    assert found(index, "barrage Kandadji") == [1, 2]


def test_of_two_equal_articles_the_newest_comes_first_then_the_last_written(index: Index) -> None:
    index.put(
        [article(number, days, "Crue du fleuve") for number, days in ((1, 30), (2, 1), (3, 200), (4, 30))]
    )

    assert found(index, "crue") == [2, 4, 1, 3]


def test_filters_narrow_and_the_total_follows(archive: Index) -> None:
    def total(**filters: Any) -> int:
        return archive.search("grève", language="fr", now=NOW, **filters).total

    assert total() == 2
    assert total(section_id=SCHOOLS) == total(section_id=SOCIETY) == 2
    assert total(author_id=AWA) == total(author_id=ISSA) == 1
    assert total(author_id=2**70) == total(author_id=-5) == total(section_id=99) == 0
    assert total(since=NOW - timedelta(days=10)) == 1
    assert total(until=NOW - timedelta(days=10)) == 1


def test_since_is_included_and_until_is_not(archive: Index) -> None:
    moment = NOW - timedelta(days=5)

    assert found(archive, "Maradi", since=moment) == [3]
    assert found(archive, "Maradi", until=moment) == []


def test_when_no_article_has_all_the_words_some_of_them_will_do_and_it_is_said(archive: Index) -> None:
    results = archive.search("forage chameaux", now=NOW, language="fr")

    assert results.relaxed
    assert {hit.id for hit in results.hits} == {1, 2, 10, 14}
    assert not archive.search("forage eau", now=NOW).relaxed


def test_what_is_excluded_stays_out_of_relaxed_results(archive: Index) -> None:
    assert set(found(archive, "forage chameaux -annexe", language="fr")) == {1, 2, 14}


def test_a_misspelt_word_gets_a_suggestion_out_of_a_headline(archive: Index) -> None:
    results = archive.search("infirmeires tessawa", now=NOW, language="fr")

    assert results.suggestion == "infirmières tessaoua"
    assert archive.search(results.suggestion, now=NOW).suggestion is None


@pytest.mark.parametrize("query", ["", " ", "le de la", "-forage", "*:*", "😀", "\x00", "((("])
def test_what_asks_for_nothing_finds_nothing(archive: Index, query: str) -> None:
    results = archive.search(query, now=NOW, language="fr")

    assert (results.total, results.hits, results.relaxed) == (0, [], False)


def test_hidden_words_are_found_but_never_shown(archive: Index) -> None:
    results = archive.search("Zorglonde contrat", now=NOW)

    assert [hit.id for hit in results.hits] == [11]
    assert "orglonde" not in repr(results)
    assert "canari" not in repr(archive.search("canari bureau", now=NOW))


def test_hidden_words_are_never_suggested(archive: Index) -> None:
    assert archive.search("Zorglande", now=NOW).suggestion is None


def test_the_hidden_text_is_not_on_the_disk(tmp_path: Any) -> None:
    index = Index(tmp_path / "search")
    hidden = "Le ministre dort profondément."
    index.put([article(1, 1, "Une sieste", f"Il fait chaud. {hidden}", public_body="Il fait chaud.")])

    files = [file.read_bytes() for file in (tmp_path / "search").rglob("*") if file.is_file()]

    assert any(b"Il fait chaud." in file for file in files)
    assert not any(hidden.encode() in file for file in files)


def test_markup_in_an_article_arrives_escaped(archive: Index) -> None:
    hit = archive.search("recruter", now=NOW).hits[0]

    assert "AT&amp;T &lt;b&gt;<mark>recrute</mark>&lt;/b&gt;" in hit.snippets


def test_the_headline_is_marked(archive: Index) -> None:
    hit = archive.search("hopitaux", now=NOW).hits[0]

    assert hit.headline_marked == "À l’<mark>hôpital</mark> de Zinder, les infirmières manquent"


def test_pages_follow_each_other_without_gap_or_repetition(index: Index) -> None:
    count = RERANKED + 57
    index.put(
        article(number, number, f"Crue du fleuve {'crue ' * (number % 7)}") for number in range(1, count + 1)
    )

    pages = [index.search("crue", now=NOW, page=page, size=30) for page in range(1, 11)]

    assert {page.total for page in pages} == {count}
    assert [len(page.hits) for page in pages] == [30] * 8 + [17, 0]
    assert sorted(hit.id for page in pages for hit in page.hits) == list(range(1, count + 1))


@pytest.mark.parametrize(("page", "size"), [(10**12, 20), (0, 0), (-3, -1), (1, 10**9)])
def test_absurd_pages_are_empty_or_small(archive: Index, page: int, size: int) -> None:
    assert len(archive.search("forage", now=NOW, page=page, size=size).hits) <= 4


def test_an_unknown_language_is_refused(archive: Index) -> None:
    with pytest.raises(ValueError, match="'de'"):
        archive.search("Wasser", now=NOW, language="de")  # type: ignore[arg-type]


def assert_is_sane(results: Results) -> None:
    assert results.total >= len(results.hits)
    for hit in results.hits:
        assert "<" not in re.sub(r"</?mark>", "", hit.snippets + hit.headline_marked)


@example("AND OR NOT ((((")
@example("*:* id:1 text_fr:forage [a TO z]")
@example('"' * 10_000)
@example("«" * 5_000 + "eau" + "»" * 5_000)
@example("forage " * 1_500)
@example("a" * 10_000)
@example("-" * 10_000)
@example('"eau" ' * 1_700)
@example("\x00\x1b[2J\u202e\ud83d eau")
@example("e\u0301cole" + "\u0301" * 500)
@given(
    st.text(alphabet=st.characters() | st.sampled_from("\"«»-'’*:()[]^~\\/ ") | st.sampled_from("eaufrglsé"))
)
def test_no_query_whatsoever_raises_or_takes_long(archive: Index, query: str) -> None:
    for language in ("fr", None):
        results = archive.search(query, now=NOW, language=language)

        assert_is_sane(results)
        assert results.took_ms < 1_000
