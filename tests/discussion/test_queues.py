"""The queues: what stands in each, in which order, page by page; what a search leaves of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rotative.articles.models import Article
from rotative.discussion import queues
from rotative.discussion.deciding import Deciding
from rotative.discussion.models import Contribution, Report
from rotative.discussion.queues import Queue
from rotative.discussion.reporting import report
from rotative.discussion.searching import Wanted, narrow
from rotative.sections.models import SectionPage
from tests.discussion.desk.people import moderator, reported, waiting
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article, make_section

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def article(newspaper: Newspaper) -> Article:
    make_rules()
    return make_article(newspaper.politics, published_at=NOW)


def at(minute: int) -> Any:
    return NOW + timedelta(minutes=minute)


def walked(queue: Queue) -> list[int]:
    """The ids of a queue, page by page."""
    found, after = [], ""
    while True:
        page = queues.page(queue, queues.rows_of(queue), after)
        found += [row.pk for row in page.rows]
        after = page.after
        if not after:
            return found


def found(**wanted: Any) -> set[int]:
    return {row.pk for row in narrow(queues.rows_of(Queue.ALL), Wanted(**wanted))}


def test_what_waits_is_reviewed_oldest_first(article: Article) -> None:
    late, early = waiting(article, now=at(2)), waiting(article, now=at(1))
    published(make_contributor(), article, now=at(0))

    assert walked(Queue.REVIEW) == [early.pk, late.pk]


def test_what_is_reported_most_comes_first_and_of_equals_the_oldest(article: Article) -> None:
    once_late, twice = reported(article, now=at(2)), reported(article, times=2, now=at(3))
    once_early = reported(article, now=at(1))
    done = reported(article, times=3, now=at(0))
    Deciding(moderator(), now=at(4)).dismiss(done)

    assert walked(Queue.REPORTED) == [twice.pk, once_early.pk, once_late.pk]


def test_what_the_rules_published_and_nobody_has_looked_at_is_unmoderated(article: Article) -> None:
    rows = [published(make_contributor(), article, now=at(minute)) for minute in range(3)]
    Deciding(moderator(), now=at(4)).approve(rows[1])

    assert walked(Queue.UNMODERATED) == [rows[2].pk, rows[0].pk]


def test_what_readers_find_useful_is_a_candidate_until_it_is_featured(article: Article) -> None:
    rows = [published(make_contributor(), article) for _number in range(4)]
    for row, useful in zip(rows, (5, 2, 3, 9), strict=True):
        Contribution.objects.filter(pk=row.pk).update(useful=useful)
    Deciding(moderator(), now=at(4)).feature(rows[3])

    assert walked(Queue.CANDIDATES) == [rows[0].pk, rows[2].pk]


@pytest.mark.parametrize("queue", Queue)
def test_page_by_page_every_contribution_is_met_once(
    queue: Queue, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "A_PAGE", 2)
    for minute in (0, 0, 1, 1, 1):
        waiting(article, now=at(minute))
        row = reported(article, now=at(minute))
        report(row, make_contributor(), Report.Reason.SPAM, "", now=at(minute))
        Contribution.objects.filter(pk=row.pk).update(useful=3 + minute)

    ids = walked(queue)

    assert len(ids) == len(set(ids)) == queues.count(queue) == (10 if queue is Queue.ALL else 5)
    assert ids == [row.pk for row in queues.rows_of(queue)]


@pytest.mark.parametrize("after", ["x", "1", "1_2_3_4", "2026-01-01", "_", "9" * 30])
@pytest.mark.parametrize("queue", Queue)
def test_a_page_that_is_none_is_said_to_be_none(queue: Queue, after: str, article: Article) -> None:
    with pytest.raises((ValueError, OverflowError)):
        queues.page(queue, queues.rows_of(queue), after)


def test_many_are_counted_as_more_than_can_be_told(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "COUNTED", 2)
    for _number in range(4):
        reported(article)
        waiting(article)

    assert {queues.count(queue) for queue in (Queue.REVIEW, Queue.REPORTED, Queue.ALL)} == {3}


def test_a_search_knows_texts_names_and_headlines(article: Article, newspaper: Newspaper) -> None:
    other = make_article(newspaper.culture, title="La fête du fleuve", slug="fete", published_at=NOW)
    fatou = make_contributor("Fatou Sow", email="fatou@example.org")
    by_fatou = published(fatou, article, "Le bac coûte trop cher.")
    festive = published(make_contributor(), other, "Belle journée.")

    assert found(words="trop cher") == {by_fatou.pk}
    assert found(words="FATOU sow") == {by_fatou.pk}
    assert found(words="fête du") == {festive.pk}
    assert found(words="100 %") == set()
    assert found(words="fatou@example.org", sees_addresses=True) == {by_fatou.pk}
    assert found(words="fatou@example.org") == set()


def test_a_queue_is_narrowed_by_article_section_state_and_rule(
    article: Article, newspaper: Newspaper
) -> None:
    town = make_section(newspaper.politics, "Communes", slug="communes")
    below = make_article(town, slug="commune", published_at=NOW)
    here, there = published(make_contributor(), article), published(make_contributor(), below)
    held = waiting(make_article(newspaper.culture, slug="culture", published_at=NOW))
    politics = SectionPage.objects.get(pk=newspaper.politics.pk)

    assert found(article=article.pk) == {here.pk}
    assert found(section=politics) == {here.pk, there.pk}
    assert found(state="waiting") == found(rule="newcomer") == {held.pk}
    assert found(state="waiting", section=politics) == set()
