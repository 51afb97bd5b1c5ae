"""Others see a contribution at once, and a busy room is not printed at each of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rotative.discussion.models import Contributor
from rotative.paper.access import Audience
from rotative.press.models import PrintedPage
from rotative.press.printing import print_page
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(press: Press, newspaper: Newspaper) -> Any:
    """An article with a discussion that subscribers have read a while ago."""
    make_rules()
    with press.at_work():
        article = make_article(newspaper.politics, published_at=timezone.now())
        published(make_contributor(is_superuser=True), article, "La première.")
    print_page(room(article), Audience.SUBSCRIBERS)
    print_page(room(article))
    press.run()
    PrintedPage.objects.update(printed_at=timezone.now() - timedelta(minutes=1))
    return article


@pytest.fixture
def moussa(press: Press) -> Contributor:
    return make_contributor(is_superuser=True)


def room(article: Any) -> str:
    return reverse("discussion", args=[article.pk])


def is_there(press: Press, article: Any, words: str) -> bool:
    return words in (press.text(room(article), Audience.SUBSCRIBERS) or "")


def test_what_is_sent_is_printed_before_the_sender_has_her_answer(
    press: Press, article: Any, moussa: Contributor
) -> None:
    with press.at_work():
        published(moussa, article, "La deuxième.")

    assert is_there(press, article, "La deuxième.")
    assert room(article) not in press.stale()
    # The gate says how many there are, and nothing of what they say.
    assert "La deuxième." not in (press.text(room(article)) or "")
    assert "2 contributions" in (press.text(room(article)) or "")


def test_what_comes_soon_after_a_printing_is_printed_by_the_worker(
    press: Press, article: Any, moussa: Contributor
) -> None:
    with press.at_work():
        published(moussa, article, "La deuxième.")
    printed = PrintedPage.objects.get(address=room(article), audience=Audience.SUBSCRIBERS).printed_at
    for number in range(5):
        with press.at_work():
            published(moussa, article, f"Coup sur coup, {number}.", now=printed)

    assert not is_there(press, article, "Coup sur coup")
    assert PrintedPage.objects.get(address=room(article), audience=Audience.SUBSCRIBERS).printed_at == printed

    press.run()

    assert all(is_there(press, article, f"Coup sur coup, {number}.") for number in range(5))


def test_a_page_that_nobody_has_asked_for_is_not_printed(
    press: Press, newspaper: Newspaper, moussa: Contributor
) -> None:
    make_rules()
    with press.at_work():
        article = make_article(newspaper.politics, "Personne ne lit", published_at=timezone.now())
        published(moussa, article, "Une voix dans le désert.")

    assert not PrintedPage.objects.filter(address=room(article)).exists()
