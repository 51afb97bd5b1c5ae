"""The home page: placed by hand first, then the newest that stands nowhere else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotative.articles.models import Article
from rotative.sections.blocks import FrontBlock
from rotative.sections.front import arrange
from rotative.sections.models import HomePage
from tests.factories import ColumnFactory, Newspaper, make_article
from tests.photos.factories import PhotoFactory
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def front(*blocks: tuple[str, dict[str, Any]]) -> Any:
    return FrontBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


def titles(place: Any) -> list[str]:
    return [article.title for article in place.articles]


def five_articles(newspaper: Newspaper) -> list[Article]:
    """“0” is the newest; even ones are politics, odd ones culture."""
    sections = (newspaper.politics, newspaper.culture)
    return [make_article(sections[n % 2], str(n), published_at=NOON - timedelta(hours=n)) for n in range(5)]


def test_empty_places_take_the_newest_that_stand_nowhere_else(newspaper: Newspaper) -> None:
    five_articles(newspaper)

    lead, seconds = arrange(front(("lead", {}), ("seconds", {"count": 2})), "fr", NOON)

    assert titles(lead) == ["0"]
    assert titles(seconds) == ["1", "2"]


def test_what_is_placed_by_hand_anywhere_fills_no_other_place(newspaper: Newspaper) -> None:
    articles = five_articles(newspaper)
    by_hand = {"articles": [{"type": "item", "value": articles[0].pk, "id": "a"}], "count": 2}

    lead, seconds = arrange(front(("lead", {}), ("seconds", by_hand)), "fr", NOON)

    assert titles(lead) == ["1"]
    assert titles(seconds) == ["0", "2"]


def test_the_lead_prefers_an_article_with_a_photo(newspaper: Newspaper) -> None:
    five_articles(newspaper)
    make_article(
        newspaper.politics,
        "avec photo",
        lead_photo=PhotoFactory.create(),
        published_at=NOON - timedelta(days=1),
    )

    (lead,) = arrange(front(("lead", {})), "fr", NOON)

    assert titles(lead) == ["avec photo"]


def test_a_section_block_keeps_to_its_section(newspaper: Newspaper) -> None:
    five_articles(newspaper)

    (place,) = arrange(front(("section", {"section": newspaper.culture.pk, "count": 4})), "fr", NOON)

    assert titles(place) == ["1", "3"]


def test_opinion_comes_from_opinion_columns(newspaper: Newspaper) -> None:
    five_articles(newspaper)
    opinion, reports = ColumnFactory.create(), ColumnFactory.create(is_opinion=False)
    make_article(newspaper.politics, "avis", column=opinion)
    make_article(newspaper.politics, "récit", column=reports)

    (place,) = arrange(front(("opinion", {"count": 3})), "fr", NOON)

    assert titles(place) == ["avis"]


def test_what_is_picked_twice_stands_where_it_was_picked_first(newspaper: Newspaper) -> None:
    articles = five_articles(newspaper)
    twice = {
        "articles": [{"type": "item", "value": articles[n].pk, "id": str(n)} for n in (3, 4, 4)],
        "count": 2,
    }

    lead, seconds = arrange(front(("lead", {"article": articles[3].pk}), ("seconds", twice)), "fr", NOON)

    assert titles(lead) == ["3"]
    assert titles(seconds) == ["4", "0"]


def test_all_that_is_picked_is_shown(newspaper: Newspaper) -> None:
    articles = five_articles(newspaper)
    three = {"articles": [{"type": "item", "value": a.pk, "id": a.title} for a in articles[2:]], "count": 2}

    (seconds,) = arrange(front(("seconds", three)), "fr", NOON)

    assert titles(seconds) == ["2", "3", "4"]


def test_a_photo_whose_rights_have_expired_is_no_photo(newspaper: Newspaper) -> None:
    expired = PhotoFactory.create(expires_at=NOON - timedelta(days=1))
    make_article(newspaper.politics, "échue", lead_photo=expired, published_at=NOON)
    valid = make_article(
        newspaper.politics,
        "valable",
        lead_photo=PhotoFactory.create(),
        published_at=NOON - timedelta(hours=1),
    )

    photo, lead = arrange(front(("photo_of_the_day", {"photo": expired.pk}), ("lead", {})), "fr", NOON)

    assert photo.photo == valid.lead_photo
    assert titles(lead) == ["échue"]


def test_a_withdrawn_article_gives_its_place_away(newspaper: Newspaper) -> None:
    articles = five_articles(newspaper)
    articles[0].unpublish()

    (lead,) = arrange(front(("lead", {"article": articles[0].pk})), "fr", NOON)

    assert titles(lead) == ["1"]


def test_a_paper_without_a_front_arranges_itself(newspaper: Newspaper, client: Client) -> None:
    five_articles(newspaper)

    page = client.get("/").content.decode()

    for title in "01234":
        assert f">{title}</a>" in page


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    kinds=st.lists(
        st.sampled_from(["lead", "seconds", "section", "opinion", "photo_of_the_day"]), max_size=6
    ),
    picks=st.lists(st.integers(0, 4), max_size=6),
)
def test_no_article_stands_twice_by_itself(newspaper: Newspaper, kinds: list[str], picks: list[int]) -> None:
    articles = list(Article.objects.order_by("title")) or five_articles(newspaper)
    blocks: list[tuple[str, dict[str, Any]]] = []
    unused = list(dict.fromkeys(picks))
    for kind in kinds:
        value: dict[str, Any] = {"section": newspaper.politics.pk} if kind == "section" else {}
        if unused and kind in ("lead", "photo_of_the_day"):
            value["article"] = articles[unused.pop()].pk
        blocks.append((kind, value))

    shown = (
        [article.pk for place in arrange(front(*blocks), "fr", NOON) for article in place.articles]
        if blocks
        else []
    )

    assert len(shown) == len(set(shown))


def test_a_second_change_of_the_front_is_printed_as_the_first_was(press: Press, newspaper: Newspaper) -> None:
    press.print("/")
    with press.at_work():
        articles = [make_article(newspaper.politics, f"Le bac {number}") for number in range(3)]
    for article in articles:
        home = HomePage.objects.get(pk=newspaper.home.pk)
        home.front = [("lead", {"article": article}), ("seconds", {"articles": [], "count": 3})]

        with press.at_work():
            home.save_revision().publish()

        assert press.differences() == {}, article.title


def test_what_was_to_lead_the_front_once_it_is_published_and_is_deleted_is_waited_for_no_more(
    press: Press, newspaper: Newspaper
) -> None:
    with press.at_work():
        article = make_article(newspaper.politics, publish=False)
        home = HomePage.objects.get(pk=newspaper.home.pk)
        home.front = [("lead", {"article": article})]
        home.save_revision().publish()
    press.print("/")

    with press.at_work():
        Article.objects.get(pk=article.pk).delete()
    press.run()

    assert press.differences() == {}
