"""Which articles continue the one being read."""

from dataclasses import replace

import pytest

from rotative.search.engine import Index
from tests.search.archive import ARTICLES, ELECTIONS, NOW, THE_WEEK, article

STRIKE = "Le syndicat des enseignants annonce une grève : la prime promise par le ministère reste impayée."


def like(index: Index, wanted: int) -> list[int]:
    return [found for found, _ in index.more_like(wanted, now=NOW)]


def test_articles_on_the_same_matter_come_back_never_the_article_itself(archive: Index) -> None:
    assert set(like(archive, 6)) == {7, 8}
    assert like(archive, 4) == [3]
    assert 6 not in like(archive, 6)


def test_only_articles_in_the_same_language_come_back(archive: Index) -> None:
    assert like(archive, 22) == [24]


def test_an_article_that_is_not_indexed_yet_is_compared_too(archive: Index) -> None:
    draft = article(
        900, 0, "Grève : les enseignants accusent le ministère", "La prime des écoles n’est pas payée."
    )

    assert next(found for found, _ in archive.more_like(draft, now=NOW)) == 4


def test_a_changed_article_is_not_like_its_own_published_version(archive: Index) -> None:
    changed = replace(ARTICLES[5], headline="Élection municipale : la date change")

    assert changed.id not in [found for found, _ in archive.more_like(changed, now=NOW)]


def test_an_unknown_article_is_like_nothing(archive: Index) -> None:
    assert archive.more_like(12345, now=NOW) == []


def test_no_more_come_back_than_asked_for_best_first(archive: Index) -> None:
    scores = [score for _, score in archive.more_like(6, now=NOW)]

    assert scores == sorted(scores, reverse=True)
    assert len(archive.more_like(6, now=NOW, count=1)) == 1
    assert archive.more_like(6, now=NOW, count=0) == []


@pytest.fixture
def strikes(index: Index) -> Index:
    """Four articles with the same words; the first is being read, the others differ in one thing each."""
    read = article(1, 0, "Grève", STRIKE, column_id=THE_WEEK, topic_ids=(ELECTIONS,))
    others = [article(number, 50, "Sans rapport", f"Le chameau {number} mange.") for number in range(10, 30)]
    index.put(
        [
            read,
            article(2, 300, "Grève", STRIKE),
            article(3, 300, "Grève", STRIKE, column_id=THE_WEEK),
            *others,
        ]
    )
    index.put([article(4, 300, "Grève", STRIKE, topic_ids=(ELECTIONS,)), article(5, 900, "Grève", STRIKE)])
    return index


def test_the_same_column_then_a_topic_raise_and_age_lowers(strikes: Index) -> None:
    assert like(strikes, 1) == [3, 4, 2, 5]
