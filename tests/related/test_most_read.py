"""“Les plus lus”: counted by address, told by article, and printed again only when the list reads otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rotative.articles.models import Article
from rotative.press.models import HourlyReads, PrintedPage
from rotative.related.most_read import DAY, WEEK, choose_most_read, most_read, shown_most_read
from tests.factories import Newspaper, make_article, make_section
from tests.press.conftest import Press
from tests.press.conftest import press as press_fixture

pytestmark = pytest.mark.django_db
press = press_fixture
NOW = timezone.now()


def read(page: Any, reads: int, hours_ago: float = 1) -> None:
    """An article, or an address, is read so many times."""
    address = page if isinstance(page, str) else page.get_url()
    HourlyReads.objects.create(address=address, hour=NOW - timedelta(hours=hours_ago), reads=reads)


def articles(newspaper: Newspaper, count: int) -> list[Article]:
    return [make_article(newspaper.culture, f"Article {number}") for number in range(count)]


def shown(language: str = "fr") -> list[str]:
    return [article.title for article in shown_most_read(language)]


def titles(hours: int = DAY, language: str = "fr", count: int = 5) -> list[str]:
    return [article.title for article in most_read(hours, language, count, NOW)]


def test_the_most_read_come_first_and_only_articles(newspaper: Newspaper) -> None:
    ferry, bridge, dance = articles(newspaper, 3)
    section = make_section(newspaper.culture, "Danse")
    for page, reads in ((dance, 4), (ferry, 9), (bridge, 2), ("/", 100), ("/feed.xml", 80), (section, 50)):
        read(page, reads)

    assert titles() == [ferry.title, dance.title, bridge.title]
    assert titles(count=1) == [ferry.title]


def test_a_day_and_a_week_are_different_lists(newspaper: Newspaper) -> None:
    ferry, bridge = articles(newspaper, 2)
    read(ferry, 3)
    read(ferry, 1, hours_ago=100)
    read(bridge, 90, hours_ago=30)
    read(bridge, 900, hours_ago=180)

    assert titles(DAY) == [ferry.title]
    assert titles(WEEK) == [bridge.title, ferry.title]


def test_editions_have_lists_of_their_own(newspaper: Newspaper) -> None:
    bac = make_article(newspaper.culture, "Le bac repart")
    ferry = make_article(newspaper.english_culture, "The ferry sails")
    read(bac, 2)
    read(ferry, 5)

    assert titles(language="fr") == ["Le bac repart"]
    assert titles(language="en") == ["The ferry sails"]
    assert titles(language="de") == []


def test_what_is_withdrawn_or_gone_is_in_no_list(newspaper: Newspaper) -> None:
    ferry, bridge, dance = articles(newspaper, 3)
    for article in (ferry, bridge, dance):
        read(article, 5)
    ferry.unpublish()
    bridge.delete()
    make_article(newspaper.culture, "Brouillon", publish=False)
    read("/culture/brouillon/", 7)

    assert titles() == [dance.title]


def test_an_article_behind_hundreds_of_other_addresses_is_found(newspaper: Newspaper) -> None:
    (ferry,) = articles(newspaper, 1)
    read(ferry, 1)
    hour = NOW - timedelta(hours=1)
    HourlyReads.objects.bulk_create(
        HourlyReads(address=f"/politique/archives/{number}/", hour=hour, reads=9) for number in range(450)
    )

    assert titles() == [ferry.title]


def test_a_day_that_tells_too_little_gives_way_to_the_week(newspaper: Newspaper) -> None:
    old = articles(newspaper, 6)
    for place, article in enumerate(old):
        read(article, 100 - place, hours_ago=50)
    read(old[5], 50)

    choose_most_read(NOW)
    assert shown() == [article.title for article in [old[5], *old[:4]]]

    for place, article in enumerate(reversed(old[1:])):
        read(article, 90 - 20 * place, hours_ago=2)
    choose_most_read(NOW)
    assert shown() == [article.title for article in reversed(old[1:])]


def test_two_articles_are_no_list(newspaper: Newspaper) -> None:
    for article in articles(newspaper, 2):
        read(article, 9)

    assert choose_most_read(NOW) == 0
    assert shown() == []


def test_the_list_is_touched_only_when_it_reads_otherwise(newspaper: Newspaper) -> None:
    first, second, third, fourth = articles(newspaper, 4)
    for place, article in enumerate((first, second, third)):
        read(article, 50 - 10 * place)

    assert choose_most_read(NOW) == 1
    read(first, 500, hours_ago=2)
    assert choose_most_read(NOW) == 0
    read(third, 100, hours_ago=2)
    assert choose_most_read(NOW) == 1
    assert shown() == [first.title, third.title, second.title]
    read(fourth, 1)
    assert choose_most_read(NOW) == 1


def test_an_article_that_goes_makes_room_for_the_next_at_once(newspaper: Newspaper) -> None:
    seven = articles(newspaper, 7)
    for place, article in enumerate(seven):
        read(article, 50 - place)
    choose_most_read(NOW)

    seven[1].unpublish()

    assert shown() == [seven[n].title for n in (0, 2, 3, 4, 5)]
    assert choose_most_read(NOW) == 0


def test_the_front_shows_the_list_and_is_printed_again_with_it(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        three = articles(newspaper, 3)
    press.print("/", "/culture/")
    assert "most-read" not in (press.text("/") or "")

    for place, article in enumerate(three):
        read(article, 50 - place)
    with press.at_work():
        choose_most_read(NOW)

    assert press.stale() == {"/"}
    press.run()
    assert "Les plus lus" in (press.text("/") or "")
    with press.at_work():
        choose_most_read(NOW)
    assert press.stale() == set()
    assert press.differences() == {}


def test_a_headline_in_the_list_that_changes_is_changed_there(press: Press, newspaper: Newspaper) -> None:
    with press.at_work():
        three = articles(newspaper, 3)
    for article in three:
        read(article, 9)
    with press.at_work():
        choose_most_read(NOW)
    press.print("/")

    three[0].title = "Le bac sombre"
    with press.at_work():
        three[0].save_revision().publish()

    assert PrintedPage.objects.get(address="/").stale_since is None
    assert (press.text("/") or "").count("Le bac sombre") > 1
    press.run()
    assert press.differences() == {}
