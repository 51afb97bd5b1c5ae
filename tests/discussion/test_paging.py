"""Pages are cut from the oldest: each thread stands on one, in order, and what comes in changes only the last ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rotative.discussion import paging, threads
from rotative.discussion.changing import withdraw
from rotative.discussion.models import Contribution, Discussion
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def discussion(newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> Discussion:
    monkeypatch.setattr(paging, "THREADS", 3)
    make_rules()
    article, awa = make_article(newspaper.politics), make_contributor()
    for number in range(7):
        published(awa, article, now=NOW + timedelta(seconds=number // 2))
    return Discussion.objects.get()


def all_pages(discussion: Discussion) -> list[tuple[int, ...]]:
    return [paging.cut(discussion, n).ids for n in range(1, paging.last_page(discussion) + 1)]


def test_each_thread_stands_on_one_page_in_order(discussion: Discussion) -> None:
    pages = all_pages(discussion)

    assert [len(page) for page in pages] == [3, 3, 1]
    ids = [pk for page in pages for pk in page]
    assert ids == list(Contribution.objects.order_by("published_at", "pk").values_list("pk", flat=True))
    for number, page in enumerate(pages, start=1):
        assert {paging.page_of(Contribution.objects.get(pk=pk)) for pk in page} == {number}


def test_what_comes_in_changes_only_the_last_page(discussion: Discussion) -> None:
    before = all_pages(discussion)
    published(make_contributor(), discussion.article, now=NOW + timedelta(hours=1))

    assert all_pages(discussion)[:2] == before[:2]


def test_there_is_no_page_beyond_the_last(discussion: Discussion) -> None:
    for number in (0, -1, 4):
        with pytest.raises(IndexError):
            paging.cut(discussion, number)


def test_an_answer_to_what_is_gone_keeps_its_branch(discussion: Discussion) -> None:
    awa, root = make_contributor(), Contribution.objects.earliest("pk")
    branch = published(awa, discussion.article, parent=root)
    deeper = published(awa, discussion.article, parent=branch)
    deepest = published(awa, discussion.article, parent=deeper)
    withdraw(deeper, now=NOW)

    thread = threads.load([root.pk])[root.pk]

    assert [one.row.pk for one in thread.branches] == [branch.pk]
    assert [row.pk for row in thread.branches[0].deeper] == [deeper.pk, deepest.pk]
    assert threads.place_of_branch(deepest) == 0
