"""Readers, moderators, chores and merges at the same moment: they wait in turns, and none is turned away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from rotative.discussion.changing import TooLateError, edit, withdraw
from rotative.discussion.chores import discussion_chores
from rotative.discussion.deciding import Deciding, NotDecidedError
from rotative.discussion.leaving import forget
from rotative.discussion.merging import merge
from rotative.discussion.models import Contribution, Contributor, Report, Sanction, State
from rotative.discussion.reporting import report
from rotative.discussion.rooms import room_of
from rotative.discussion.sanctioning import Terms, appeal, decide_appeal, impose, lift
from rotative.discussion.taking import take
from rotative.discussion.voting import vote
from tests.discussion.desk.people import moderator
from tests.discussion.factories import make_contributor, make_rules, published, send
from tests.factories import make_article, make_newspaper
from tests.in_turns import THINGS, Busy

AtOnce = Callable[..., list[Any]]


class Person(Busy):
    """A reader or a moderator, as it comes."""

    refusals = (ValidationError, NotDecidedError, TooLateError)

    def __init__(self, seed: int, articles: list[Any], readers: list[Contributor], by: Any) -> None:
        super().__init__(seed)
        self.articles, self.readers, self.by, self.other = articles, readers, by, moderator()
        self.acts = [
            self.write,
            self.write,
            self.answer,
            self.vote,
            self.edit,
            self.withdraw,
            self.report,
            self.approve,
            self.reject,
            self.feature,
            self.take,
            self.silence,
            self.appeal,
            self.merge,
            self.forget,
            self.chores,
        ]

    @property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def reader(self) -> Contributor:
        return self.random.choice(self.readers)

    @property
    def article(self) -> Any:
        return self.random.choice(self.articles)

    @property
    def row(self) -> Contribution:
        pks = list(Contribution.objects.order_by("pk").values_list("pk", flat=True))
        return Contribution.objects.select_related("discussion__article", "author").get(
            pk=self.random.choice(pks)
        )

    def write(self) -> None:
        send(self.reader, self.article, now=self.now)

    def answer(self) -> None:
        row = self.random.choice(list(Contribution.objects.published().select_related("discussion__article")))
        send(self.reader, row.discussion.article, parent=row, now=self.now)

    def vote(self) -> None:
        row = self.row
        others = [reader for reader in self.readers if reader != row.author]
        vote(self.random.choice(others), row, is_useful=self.random.random() < 0.7, now=self.now)

    def edit(self) -> None:
        row = self.row
        edit(row, room_of(row.discussion.article), f"Je corrige, le {self.now}.", now=self.now)

    def withdraw(self) -> None:
        withdraw(self.row, now=self.now)

    def report(self) -> None:
        report(self.row, self.reader, Report.Reason.SPAM, "", now=self.now)

    def approve(self) -> None:
        Deciding(self.by, now=self.now).approve(self.row)

    def reject(self) -> None:
        Deciding(self.by, now=self.now).reject(self.row, "Non.")

    def feature(self) -> None:
        Deciding(self.by, now=self.now).feature(self.row)

    def silence(self) -> None:
        terms = Terms(Sanction.Kind.BAN, "Menaces.", removes=True)
        ban = impose(self.reader, terms, by=self.by, now=self.now)
        lift(ban, by=self.by, reason="Erreur.", now=self.now)

    def take(self) -> None:
        pks = list(Contribution.objects.values_list("pk", flat=True))
        take(self.random.sample(pks, 5), by=self.by, now=self.now)

    def appeal(self) -> None:
        terms = Terms(Sanction.Kind.BAN, "Menaces.", removes=True)
        ban = impose(self.reader, terms, by=self.by, now=self.now)
        appeal(ban, "Non.", now=self.now)
        decide_appeal(ban, by=self.other, is_upheld=True, answer="Soit.", now=self.now)

    def forget(self) -> None:
        leaver = make_contributor()
        for _number in range(3):
            vote(leaver, self.row, is_useful=True, now=self.now)
        for _number in range(3):
            send(leaver, self.article, now=self.now)
        forget(leaver, remove=self.random.random() < 0.5)

    def merge(self) -> None:
        source, target = self.random.sample(self.articles, 2)
        merge(source, target, by=self.by, now=self.now)

    def chores(self) -> None:
        discussion_chores(self.now)


def test_nobody_is_turned_away_because_another_does_something(at_once: AtOnce) -> None:
    make_rules()
    section = make_newspaper().politics
    articles = [make_article(section, f"Le bac {number}", published_at=timezone.now()) for number in range(3)]
    readers = [make_contributor() for _number in range(5)]
    for number in range(12):
        published(readers[number % 5], articles[number % 3])

    people = [Person(seed, articles, readers, moderator()) for seed in range(8)]
    outcomes = at_once(*people)

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert Contribution.objects.filter(state=State.PUBLISHED, stands=False).count() == 0
    done = sum(THINGS - len(refused) for refused in outcomes)
    assert done > 40, outcomes
