"""Whether two pages are one article: the same headline on the same day, as far as the day is known."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rotative.articles.models import Article
from rotative.importers.identity import comparable
from tests.factories import Newspaper, make_article

from .importing import run, save, text_page

pytestmark = pytest.mark.django_db

WEEKLY = "Communiqué du Conseil des ministres"
FIRST, SECOND = "mercredi 05 novembre 2025 à 18:00", "mercredi 12 novembre 2025 à 18:00"


def weekly(tmp_path: Path, published: str, name: str = "page.txt") -> Path:
    return save(tmp_path / name, text_page(WEEKLY, published))


def announcing(tmp_path: Path, *days: str, name: str = "annonce.txt") -> Path:
    """A page that lists the communiqué: of each day in the author's list, without a day under “Lire aussi”."""
    hers = "".join(f"{WEEKLY}\n\nPar Awa Diarra\n\nPublié {day}\n\n" for day in days if day)
    also = "" if all(days) else f"\n\nLire aussi : {WEEKLY}\n\n"
    below = f"Awa DIARRA{also}" + (f"\n\nLes articles de l’auteur\n\n{hers}" if hers else "")
    return save(
        tmp_path / name, text_page("Un autre jour au marché", "jeudi 20 novembre 2025 à 08:00", below)
    )


def communiques() -> Any:
    return Article.objects.filter(title=WEEKLY).order_by("first_published_at")


def test_two_weeks_of_one_headline_are_two_articles(newspaper: Newspaper, tmp_path: Path) -> None:
    first, second = weekly(tmp_path, FIRST, "a.txt"), weekly(tmp_path, SECOND, "b.txt")

    run(first, second)
    said = run(first, second)

    assert [article.first_published_at for article in communiques()] == [
        datetime(2025, 11, 5, 18, tzinfo=UTC),
        datetime(2025, 11, 12, 18, tzinfo=UTC),
    ]
    assert said.count("present") == 2


def test_an_announcement_with_a_date_is_completed_by_the_page_of_that_day_only(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    run(announcing(tmp_path, FIRST, SECOND))
    first, second = communiques()

    said = run(weekly(tmp_path, SECOND))

    first.refresh_from_db()
    second.refresh_from_db()
    assert "completed" in said
    assert (first.to_be_completed, second.to_be_completed) == (True, False)
    assert communiques().count() == 2


def test_an_announcement_without_a_date_is_completed_by_its_page(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    run(announcing(tmp_path, ""))
    draft = communiques().get()

    run(weekly(tmp_path, FIRST))

    draft = communiques().get(pk=draft.pk)
    assert not draft.to_be_completed
    assert draft.first_published_at == datetime(2025, 11, 5, 18, tzinfo=UTC)


def test_after_it_was_completed_another_week_is_another_article(newspaper: Newspaper, tmp_path: Path) -> None:
    run(announcing(tmp_path, ""))
    run(weekly(tmp_path, FIRST))

    said = run(weekly(tmp_path, SECOND, "b.txt"))

    assert "created" in said
    assert communiques().count() == 2
    assert "present" in run(weekly(tmp_path, FIRST))


def test_an_announcement_learns_its_date_from_a_later_list(newspaper: Newspaper, tmp_path: Path) -> None:
    run(announcing(tmp_path, ""))

    run(save(tmp_path / "b.txt", announcing(tmp_path, FIRST).read_text().replace("Un autre jour", "Un soir")))

    draft = communiques().get()
    assert draft.first_published_at == datetime(2025, 11, 5, 18, tzinfo=UTC)
    run(weekly(tmp_path, SECOND))
    assert communiques().get(pk=draft.pk).to_be_completed


def test_what_stands_in_both_lists_of_a_page_is_one_article(newspaper: Newspaper, tmp_path: Path) -> None:
    run(announcing(tmp_path, "", FIRST))

    draft = communiques().get()
    assert draft.first_published_at == datetime(2025, 11, 5, 18, tzinfo=UTC)
    assert draft.signatures.get().author.name == "Awa Diarra"
    pins = Article.objects.get(to_be_completed=False).related_pins
    assert pins.get().related == draft


def test_an_announcement_without_a_date_means_the_newest(newspaper: Newspaper, tmp_path: Path) -> None:
    run(weekly(tmp_path, FIRST, "a.txt"), weekly(tmp_path, SECOND, "b.txt"))

    run(announcing(tmp_path, ""))

    pins = Article.objects.get(title="Un autre jour au marché").related_pins
    assert pins.get().related == communiques().last()
    assert communiques().count() == 2


def test_a_page_without_a_date_comes_in_once(newspaper: Newspaper, tmp_path: Path) -> None:
    page = weekly(tmp_path, "")

    run(page)
    said = run(page)

    assert communiques().get().first_published_at is None
    assert "present" in said


def test_a_page_without_a_date_completes_the_only_announcement_and_keeps_its_date(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    run(announcing(tmp_path, FIRST))
    page = weekly(tmp_path, "")

    run(page)
    said = run(page)

    assert communiques().get().first_published_at == datetime(2025, 11, 5, 18, tzinfo=UTC)
    assert "present" in said


def old_key() -> str:
    """The key as earlier versions wrote it: the headline alone."""
    return "page:" + hashlib.sha256(comparable(WEEKLY).encode()).hexdigest()[:40]


@pytest.mark.parametrize("announced", [True, False])
def test_articles_of_earlier_versions_are_found_by_headline_and_their_own_date(
    newspaper: Newspaper, tmp_path: Path, announced: bool
) -> None:
    old = make_article(
        newspaper.politics,
        WEEKLY,
        publish=False,
        import_key=old_key(),
        to_be_completed=announced,
        published_at=datetime(2025, 11, 5, 18, tzinfo=UTC),
    )

    same = run(weekly(tmp_path, FIRST, "a.txt"))
    other = run(weekly(tmp_path, SECOND, "b.txt"))

    assert ("completed" if announced else "present") in same
    assert "created" in other
    assert communiques().first() == old
    assert communiques().count() == 2
    assert "present" in run(weekly(tmp_path, FIRST, "a.txt"))


def test_an_undated_announcement_of_an_earlier_version_is_completed(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    old = make_article(newspaper.politics, WEEKLY, publish=False, import_key=old_key(), to_be_completed=True)

    run(weekly(tmp_path, FIRST))

    assert communiques().get() == old
    assert not communiques().get().to_be_completed
