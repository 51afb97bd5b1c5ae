"""The law of the press for discussions, and theirs: counts equal rows, the gate is never open, every page is fresh.

A machine lets readers write, answer, vote and withdraw and the newsroom rule, in any order, while pages are printed.
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test

from rotative.articles.models import Article
from rotative.discussion import paging
from rotative.discussion.changing import take_off, withdraw
from rotative.discussion.models import Contribution, Discussion, HouseRules, State, Vote
from rotative.discussion.naming import take_name
from rotative.discussion.rooms import room_of, standing_of_audience
from rotative.discussion.voting import vote
from rotative.paper.access import Audience
from rotative.paper.models import Paper
from rotative.paper.talk import Talk
from rotative.press.keeping import memory
from rotative.press.models import PUBLIC, PrintedPage
from rotative.press.printing import print_pages
from rotative.press.shelf import page_store
from tests.discussion.factories import make_contributor, make_rules, send
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press
from tests.press.stores import empty_the_store

CANARY = "Canari"
talks = st.sampled_from(["", *Talk])


class Readers(RuleBasedStateMachine):
    """A day under two articles."""

    rows = Bundle("rows")

    def __init__(self, press: Press, newspaper: Newspaper) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.press, self.newspaper, self.now = press, newspaper, timezone.now()
        make_rules(name_days=0)
        with press.at_work():
            self.articles = [
                make_article(newspaper.politics, "Le bac"),
                make_article(newspaper.culture, "Le marché"),
            ]
        self.people = [
            make_contributor(is_superuser=number == 0, now=self.now - timedelta(days=1))
            for number in range(3)
        ]

    def teardown(self) -> None:
        """Hold the laws, and forget the day."""
        try:
            self.press.run()
            assert self.press.differences() == {}
            self.counts_equal_rows()
            self.no_copy_says_what_its_readers_may_not_read()
        finally:
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)
            empty_the_store()
            memory.forget_all()

    def later(self) -> Any:
        self.now += timedelta(seconds=1)
        return self.now

    def counts_equal_rows(self) -> None:
        for row in Contribution.objects.all():
            assert row.useful == Vote.objects.filter(contribution=row).count()
            below = Contribution.objects.filter(parent=row)
            assert row.stands == (
                row.is_published or (row.published_at is not None and below.filter(stands=True).exists())
            )

    def no_copy_says_what_its_readers_may_not_read(self) -> None:
        for page in PrintedPage.objects.all():
            entry = page_store().get(page.audience, page.address)
            if entry is None or CANARY not in entry.plain.decode():
                continue
            ids = {
                row.discussion.article_id
                for row in Contribution.objects.all()
                if f"{CANARY} {row.pk}" in entry.plain.decode()
            }
            for article in Article.objects.filter(pk__in=ids):
                assert room_of(article).doors(standing_of_audience(page.audience)).reads, str(page)

    @rule(target=rows, article=st.integers(0, 1), person=st.integers(0, 2))
    def write(self, article: int, person: int) -> Any:
        with self.press.at_work():
            row = send(self.people[person], self.articles[article], now=self.later()).contribution
            if row is not None:
                Contribution.objects.filter(pk=row.pk).update(html=f"<p>{CANARY} {row.pk}</p>\n")
        return row

    @rule(target=rows, parent=rows, person=st.integers(0, 2))
    def answer(self, parent: Contribution | None, person: int) -> Any:
        if parent is None or not (parent := self.fresh(parent)).is_published:
            return None
        with self.press.at_work():
            return send(
                self.people[person], parent.discussion.article, parent=parent, now=self.later()
            ).contribution

    def fresh(self, row: Contribution) -> Contribution:
        return Contribution.objects.select_related("discussion__article").get(pk=row.pk)

    @rule(row=rows, person=st.integers(0, 2), is_useful=st.booleans())
    def vote(self, row: Contribution | None, person: int, is_useful: bool) -> None:
        if row is not None and row.author_id != self.people[person].pk:
            with self.press.at_work():
                vote(self.people[person], row, is_useful=is_useful, now=self.now)

    @rule(row=rows)
    def take_back(self, row: Contribution | None) -> None:
        if row is not None and self.fresh(row).state == State.PUBLISHED:
            with self.press.at_work():
                withdraw(row, now=self.now)

    @rule(row=rows)
    def reject(self, row: Contribution | None) -> None:
        if row is not None and (found := self.fresh(row)).state == State.PUBLISHED:
            with self.press.at_work():
                take_off(found, State.REJECTED)

    @rule(article=st.integers(0, 1), talk=talks)
    def rule_an_article(self, article: int, talk: str) -> None:
        found = Article.objects.get(pk=self.articles[article].pk)
        found.talk = talk
        with self.press.at_work():
            found.save_revision().publish()

    @rule(talk=talks)
    def rule_a_section(self, talk: str) -> None:
        page = self.newspaper.politics
        page.refresh_from_db()
        page.talk = talk
        with self.press.at_work():
            page.save_revision().publish()

    @rule(talk=talks.filter(bool))
    def rule_the_paper(self, talk: str) -> None:
        paper = Paper.for_site(self.newspaper.site)
        paper.talk = talk
        with self.press.at_work():
            paper.save()

    @rule(article=st.integers(0, 1), frozen=st.booleans(), words=st.sampled_from(["", "Restons calmes."]))
    def look_after_a_room(self, article: int, frozen: bool, words: str) -> None:
        with self.press.at_work():
            discussion, _made = Discussion.objects.get_or_create(article=self.articles[article])
            discussion.is_frozen, discussion.announcement = frozen, words
            discussion.save()

    @rule(stopped=st.booleans(), days=st.sampled_from([0, 30]))
    def stop_everything(self, stopped: bool, days: int) -> None:
        with self.press.at_work():
            rules = HouseRules.current()
            rules.is_stopped, rules.closes_after_days = stopped, days
            rules.save()

    @rule(person=st.integers(0, 2), name=st.sampled_from(["Awa du lac", "Issa du bac"]))
    def change_the_name(self, person: int, name: str) -> None:
        # A name that is somebody's, or was, is nobody else's.
        with suppress(ValidationError), self.press.at_work():
            take_name(self.people[person].account, name, now=self.later())

    @rule(article=st.integers(0, 1), audience=st.sampled_from([PUBLIC, *Audience]))
    def readers_come(self, article: int, audience: str) -> None:
        pk = self.articles[article].pk
        names = ("discussion", "discussion_oldest", "discussion_useful", "discussion_newsroom")
        addresses = [reverse(name, args=[pk]) for name in names]
        addresses += [reverse("discussion_page", args=[pk, 1]), self.articles[article].get_url()]
        roots = Contribution.objects.roots().filter(discussion__article=pk, stands=True)[:2]
        addresses += [reverse("discussion_thread", args=[root.pk]) for root in roots]
        print_pages([(address, PUBLIC) for address in addresses])
        if audience != PUBLIC:
            print_pages([(address, audience) for address in addresses])

    @rule()
    def the_press_catches_up(self) -> None:
        self.press.run()
        assert self.press.differences() == {}


@pytest.mark.django_db
def test_whatever_is_said_and_ruled_every_page_is_fresh_and_every_door_is_kept(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "THREADS", 2)  # a day has several pages
    run_state_machine_as_test(
        partial(Readers, press, newspaper),  # type: ignore[arg-type]  # it asks for something to call
        settings=settings(max_examples=6, stateful_step_count=14, suppress_health_check=list(HealthCheck)),
    )
