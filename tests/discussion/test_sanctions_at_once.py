"""Several at the same moment, each with a connection of its own: what is banned is gone, and nothing else is lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from rotative.discussion.chores import discussion_chores
from rotative.discussion.exchange import read
from rotative.discussion.illegal import Notice, take_in
from rotative.discussion.importing import import_discussions
from rotative.discussion.letters import send_letters
from rotative.discussion.merging import gather_late_ones, merge
from rotative.discussion.models import Contribution, Letter, Report, Sanction, State
from rotative.discussion.sanctioning import Terms, appeal, decide_appeal, impose
from tests.discussion.factories import make_contributor, make_rules, published, send
from tests.discussion.test_exchange import AWA, lines, said
from tests.factories import UserFactory, make_article, make_newspaper

AtOnce = Callable[..., list[Any]]


def make_room() -> Any:
    make_rules()
    return make_article(make_newspaper().politics, "Le bac repart", published_at=timezone.now())


def test_nothing_of_a_banned_person_appears_whatever_is_on_its_way(at_once: AtOnce) -> None:
    article, fanta = make_room(), make_contributor()
    moderator, now = UserFactory.create(), timezone.now()
    for _one in range(3):
        published(fanta, article)

    ban = partial(impose, fanta, Terms(Sanction.Kind.BAN, "Menaces.", removes=True), by=moderator, now=now)
    outcomes = at_once(ban, *[partial(send, fanta, article) for _one in range(4)])

    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert not Contribution.objects.filter(state__in=[State.PUBLISHED, State.WAITING]).exists()


def test_an_appeal_is_decided_once(at_once: AtOnce) -> None:
    fanta, now = make_contributor(), timezone.now()
    ban = impose(fanta, Terms(Sanction.Kind.BAN, "Menaces."), by=UserFactory.create(), now=now)
    appeal(ban, "Non.", now=now)
    judges = [UserFactory.create() for _one in range(3)]

    outcomes = at_once(
        *[
            partial(decide_appeal, ban, by=judge, is_upheld=bool(number), answer="Soit.", now=now)
            for number, judge in enumerate(judges)
        ]
    )

    assert sum(isinstance(one, ValidationError) for one in outcomes) == 2
    assert Letter.objects.filter(kind=Letter.Kind.APPEAL).count() == 1


def test_two_workers_send_a_letter_once(at_once: AtOnce) -> None:
    now = timezone.now()
    for _one in range(5):
        impose(make_contributor(), Terms(Sanction.Kind.MESSAGE, "Bonjour."), by=UserFactory.create(), now=now)

    assert sum(at_once(*[partial(send_letters, now=now)] * 3)) == 5


def test_a_notice_sent_twice_at_once_is_there_once(at_once: AtOnce) -> None:
    row, now = published(make_contributor(), make_room()), timezone.now()
    act = partial(take_in, row, Notice("Une menace.", "Oumar", "o@example.org"), now=now)

    reports = at_once(*[act] * 4)

    assert {one.pk for one in reports} == {Report.objects.get().pk}


def test_notices_at_once_have_numbers_of_their_own(at_once: AtOnce) -> None:
    row, now = published(make_contributor(), make_room()), timezone.now()

    at_once(
        *[partial(take_in, row, Notice(f"Menace {n}.", "Oumar", "o@example.org"), now=now) for n in range(6)]
    )

    assert Report.objects.exclude(number=None).values("number").distinct().count() == 6


def test_what_is_written_while_a_discussion_moves_is_not_lost(at_once: AtOnce) -> None:
    article = make_room()
    other = make_article(article.section, "Le balafon revient", published_at=timezone.now())
    root = published(make_contributor(), article)
    writers, now = [make_contributor() for _one in range(4)], timezone.now()

    outcomes = at_once(
        partial(merge, article, other, by=None, now=now),
        *[partial(send, writer, article, parent=root) for writer in writers],
    )
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    kept = sum(getattr(one, "contribution", None) is not None for one in outcomes[1:])
    gather_late_ones(now=timezone.now() + timedelta(seconds=5))

    assert (
        Contribution.objects.filter(discussion__article=other).count()
        == Contribution.objects.count()
        == kept + 1
    )
    discussion_chores(timezone.now())


def test_the_same_file_imported_twice_at_once_comes_in_once(at_once: AtOnce) -> None:
    make_room()
    file = lines(AWA, *(said(str(number)) for number in range(20)))
    now = timezone.now()

    at_once(*[partial(lambda: import_discussions(read(file), now=now))] * 2)

    assert Contribution.objects.count() == 20
    again = import_discussions(read(file), now=now)
    assert (again.contributions, again.known) == (0, 20)
