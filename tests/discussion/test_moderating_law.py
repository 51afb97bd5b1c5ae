"""Whatever moderators, authors and readers do in whatever order: nothing is lost, counts equal rows, undoing restores.

The machine keeps no books of its own but what each decision must put back; all else it asks of the tables.
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from rotative.articles.models import Article
from rotative.discussion import queues
from rotative.discussion.changing import TooLateError, withdraw
from rotative.discussion.deciding import Deciding, NotDecidedError
from rotative.discussion.models import Act, Contribution, Decision, Report, State, TokenCount
from rotative.discussion.queues import Queue
from rotative.discussion.reporting import report
from rotative.discussion.undoing import undo
from tests.discussion.desk.people import moderator, waiting
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

SHOWN = ("state", "stands", "published_at", "featured_at", "reviewed_at")
ACTS = st.sampled_from(["approve", "reject", "feature", "unfeature", "dismiss"])


def known() -> dict[int, tuple[int, int]]:
    rows = TokenCount.objects.exclude(spam=0, ham=0)
    return {row.key: (row.spam, row.ham) for row in rows}


class Moderation(RuleBasedStateMachine):
    """A room, two readers, a moderator."""

    contributions = Bundle("contributions")
    undoable = Bundle("undoable")

    def __init__(self, article: Article) -> None:
        super().__init__()
        Contribution.objects.all().delete()
        Decision.objects.all().delete()
        TokenCount.objects.all().delete()
        self.article, self.now, self.decided = article, timezone.now(), 0
        self.awa, self.readers = moderator(), [make_contributor(), make_contributor()]

    def _later(self) -> Any:
        self.now += timedelta(seconds=1)
        return self.now

    @initialize(target=contributions)
    def somebody_has_written(self) -> Any:
        return multiple(
            published(self.readers[0], self.article).pk, waiting(self.article, by=self.readers[1]).pk
        )

    @rule(target=contributions, parent=contributions, is_held=st.booleans())
    def somebody_answers(self, parent: int, is_held: bool) -> Any:
        above = Contribution.objects.get(pk=parent)
        if not above.is_published:
            return multiple()
        writes = (
            waiting(self.article, by=self.readers[1], parent=above, now=self._later())
            if is_held
            else (published(self.readers[0], self.article, parent=above, now=self._later()))
        )
        return writes.pk

    @rule(pk=contributions)
    def somebody_reports(self, pk: int) -> None:
        row = Contribution.objects.get(pk=pk)
        report(row, make_contributor(), Report.Reason.INSULT, "", now=self._later())

    @rule(pk=contributions)
    def its_author_withdraws_it(self, pk: int) -> None:
        with suppress(TooLateError):
            withdraw(Contribution.objects.get(pk=pk), now=self._later())

    @rule(target=undoable, pk=contributions, act=ACTS)
    def a_moderator_decides(self, pk: int, act: str) -> Any:
        row = Contribution.objects.get(pk=pk)
        before = self._standing(pk), known()
        deciding = Deciding(self.awa, now=self._later())
        try:
            decision = deciding.reject(row, "Non.") if act == "reject" else getattr(deciding, act)(row)
        except NotDecidedError:
            decision = None
        if decision is None:
            assert (self._standing(pk), known()) == before
            return multiple()
        self.decided += 1
        return decision.pk, before

    @rule(one=consumes(undoable))
    def a_moderator_undoes(self, one: Any) -> None:
        pk, (standing, knew) = one
        decision = Decision.objects.get(pk=pk)
        assert decision.contribution_id is not None
        row_before = self._standing(decision.contribution_id)
        last = Decision.objects.filter(contribution=decision.contribution_id).order_by("-pk").first()
        was_answered = Contribution.objects.standing().filter(parent=decision.contribution_id).exists()
        has_learned_since = Decision.objects.filter(
            pk__gt=pk, act__in=[Act.APPROVED, Act.REJECTED, Act.UNDONE]
        )
        others_learned = has_learned_since.exists()
        reported_since = Report.objects.filter(
            contribution=decision.contribution_id, made_at__gt=decision.made_at
        )
        may = last == decision
        try:
            undo(decision, by=self.awa, now=self._later())
        except NotDecidedError:
            assert not may
            assert self._standing(decision.contribution_id) == row_before
            return
        assert may
        self.decided += 1
        now_standing = self._standing(decision.contribution_id)
        if not was_answered:
            assert {k: now_standing[k] for k in SHOWN} == {k: standing[k] for k in SHOWN}
            assert now_standing["open"] == standing["open"] + reported_since.count()
        assert now_standing["state"] == standing["state"]
        if not others_learned:
            assert known() == knew

    def _standing(self, pk: int) -> dict[str, Any]:
        found: dict[str, Any] = Contribution.objects.filter(pk=pk).values(*SHOWN).get()
        return found | {"open": Report.objects.filter(contribution=pk, decided_at=None).count()}

    @invariant()
    def what_is_published_has_its_place(self) -> None:
        for row in Contribution.objects.published().select_related("parent", "thread"):
            above = row.parent
            while above is not None:
                assert above.stands
                above = above.parent

    @invariant()
    def empty_places_are_those_of_what_was_answered(self) -> None:
        for row in Contribution.objects.standing().exclude(state=State.PUBLISHED):
            assert Contribution.objects.standing().filter(parent=row).exists()

    @invariant()
    def the_log_is_complete(self) -> None:
        assert Decision.objects.filter(by=self.awa).count() == self.decided

    @invariant()
    def the_filter_knows_what_was_decided_and_no_more(self) -> None:
        learned = known().get(0, (0, 0))
        taught = [0, 0]
        for row in Contribution.objects.all():
            of_it = row.decisions.filter(act__in=[Act.APPROVED, Act.REJECTED], undone_by=None)
            last = of_it.order_by("-pk").first()
            if last is not None:
                taught[0 if last.act == Act.REJECTED else 1] += 1
        assert learned == tuple(taught)

    @invariant()
    def counts_equal_rows(self) -> None:
        for queue in Queue:
            assert queues.count(queue) == len(list(queues.rows_of(queue)))


@pytest.mark.django_db
def test_whatever_is_decided_nothing_is_lost_and_undoing_restores(newspaper: Newspaper) -> None:
    make_rules()
    article = make_article(newspaper.politics, published_at=timezone.now())
    run_state_machine_as_test(
        partial(Moderation, article),  # type: ignore[arg-type]  # it asks for something to call
        settings=settings(max_examples=20, stateful_step_count=20, suppress_health_check=list(HealthCheck)),
    )
