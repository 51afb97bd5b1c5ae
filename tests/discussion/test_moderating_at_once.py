"""Several moderators and readers at the same moment, each with a connection of its own."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from rotative.discussion.changing import withdraw
from rotative.discussion.deciding import Deciding, IsGoneError
from rotative.discussion.models import Act, Contribution, Decision, State
from rotative.discussion.taking import take
from rotative.discussion.undoing import undo
from tests.discussion.desk.people import fresh, moderator, waiting
from tests.discussion.factories import make_contributor, make_rules, published, send
from tests.factories import make_article, make_newspaper

AtOnce = Callable[..., list[Any]]
NOW = timezone.now()


def test_two_who_decide_at_once_decide_once(at_once: AtOnce) -> None:
    make_rules()
    article = make_article(make_newspaper().politics, published_at=NOW)
    people = [Deciding(moderator(), now=NOW) for _number in range(3)]

    for _round in range(4):
        row = waiting(article)
        decisions = at_once(*[partial(one.approve, row) for one in people])
        assert sorted(decision is None for decision in decisions) == [False, True, True]

    assert Decision.objects.filter(act=Act.APPROVED).count() == 4
    assert Contribution.objects.published().count() == 4


def test_one_of_two_who_undo_at_once_undoes(at_once: AtOnce) -> None:
    make_rules()
    article = make_article(make_newspaper().politics, published_at=NOW)
    awa, issa = moderator(), moderator()
    row = waiting(article)
    decision = Deciding(awa, now=NOW).reject(row, "Non.")
    assert decision is not None

    undone = at_once(*[partial(undo, decision, by=by, now=NOW + timedelta(seconds=1)) for by in (awa, issa)])

    assert [type(one) for one in undone if isinstance(one, Exception)] == [IsGoneError]
    assert fresh(row).state == State.WAITING


def test_one_of_two_who_take_at_once_has_it(at_once: AtOnce) -> None:
    make_rules()
    article = make_article(make_newspaper().politics, published_at=NOW)
    rows = [waiting(article).pk for _number in range(5)]
    people = [moderator(), moderator()]

    taken = at_once(*[partial(take, rows, by=by, now=NOW) for by in people])

    assert sum(taken) == 5


def test_an_answer_that_comes_while_what_it_answers_goes_has_its_place(at_once: AtOnce) -> None:
    make_rules()
    article = make_article(make_newspaper().politics, published_at=NOW)
    awa, reader = Deciding(moderator(), now=NOW), make_contributor()

    for _round in range(6):
        root = published(make_contributor(), article)
        held = waiting(article, parent=root)
        at_once(
            partial(awa.reject, root, "Non."),
            partial(awa.approve, held),
            partial(send, reader, article, parent=root),
            partial(withdraw, held, now=NOW),
        )

    lost = Contribution.objects.published().filter(parent__stands=False)
    assert not lost.exists()
    empty = Contribution.objects.standing().exclude(state=State.PUBLISHED)
    assert not [row for row in empty if not Contribution.objects.standing().filter(parent=row).exists()]
