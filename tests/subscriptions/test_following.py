"""The renewal run does what is due, once, in batches whose cost does not grow with the subscribers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from rotative.accounts.texting import NotTexted
from rotative.subscriptions.cancelling import cancel, note_failed_charge, resume
from rotative.subscriptions.following import follow_time
from rotative.subscriptions.giving import extend, give
from rotative.subscriptions.models import Reminder, Rules, Subscription, Term
from rotative.subscriptions.reminding import ATTEMPTS, send_reminders
from rotative.subscriptions.states import NotPossible, State
from rotative.subscriptions.terms import days_left, policy_of
from rotative.subscriptions.trials import begin_trial, may_try
from tests.discussion.postbox import postbox
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, make_reader

ENDS = NOW.replace(month=2, day=28)


def at(days: float) -> datetime:
    """So many days after the end of the first month."""
    return ENDS + timedelta(days=days)


def bought(reader: Any = None, **plan: Any) -> Subscription:
    """A month, paid."""
    term = buy(PlanFactory.create(**plan), reader or make_reader()).term
    assert term is not None
    return term.subscription


def state_of(subscription: Subscription) -> State:
    subscription.refresh_from_db()
    return State(subscription.state)


def run(now: datetime) -> list[str]:
    """Run and send; return the subjects of the mails that went out."""
    before = len(mail.outbox)
    follow_time(now=now)
    send_reminders(now=now)
    return [message.subject for message in mail.outbox[before:]]


@pytest.mark.django_db
def test_a_month_that_nobody_renews() -> None:
    subscription = bought()
    mails: dict[int, list[str]] = {}

    for day in range(-28, 10):
        if subjects := run(at(day)):
            mails[day] = subjects

    assert list(mails) == [-7, -1, 1, 5]
    assert [len(subjects) for subjects in mails.values()] == [1, 1, 1, 1]
    assert "28\u00a0février 2027" in mails[-7][0]
    assert state_of(subscription) is State.EXPIRED
    assert subscription.next_step_at is None


@pytest.mark.django_db
def test_run_twice_nothing_doubles_and_run_late_nobody_gets_old_news() -> None:
    subscription = bought()

    assert len(run(at(2))) == 1
    assert run(at(2)) == []
    assert state_of(subscription) is State.GRACE
    assert run(at(30)) == []
    assert state_of(subscription) is State.EXPIRED


@pytest.mark.django_db
def test_who_renews_in_time_is_not_written_to_about_the_old_end() -> None:
    subscription = bought()
    follow_time(now=at(-1))
    buy(subscription.plan, subscription.holder, now=at(-0.5))

    sent = send_reminders(now=at(-0.4))

    assert (sent.sent, sent.dropped) == (0, 1)
    assert run(at(20)) == []
    assert len(run(at(24.5))) == 1  # a week before 31 March


@pytest.mark.django_db
def test_a_week_has_a_day_of_grace_and_is_not_reminded_on_its_first_day() -> None:
    subscription = bought(period_unit="week")
    end = NOW + timedelta(days=7)

    assert run(NOW + timedelta(hours=1)) == []
    assert len(run(end - timedelta(days=1))) == 1
    follow_time(now=end + timedelta(days=1))
    assert state_of(subscription) is State.EXPIRED


@pytest.mark.django_db
def test_the_paper_decides_on_reminders_and_grace() -> None:
    Rules.objects.create(pk=1, remind_before=[3], grace=2, remind_in_grace=[])
    subscription = bought()

    sent = {day: len(run(at(day))) for day in range(-8, 5)}

    assert {day for day, count in sent.items() if count} == {-3}
    assert state_of(subscription) is State.EXPIRED


@pytest.mark.django_db
def test_who_cancels_reads_to_the_end_and_gets_no_mail() -> None:
    subscription = cancel(bought(), now=at(-20))

    assert run(at(-1)) == []
    assert subscription.reads(policy_of(subscription, Rules.current()), at(-0.1))
    assert not subscription.reads(policy_of(subscription, Rules.current()), at(0))
    assert run(at(0)) == []
    assert state_of(subscription) is State.EXPIRED


@pytest.mark.django_db
def test_a_cancellation_is_taken_back_until_the_end_and_not_after() -> None:
    subscription = cancel(bought(), now=at(-20))

    assert resume(subscription, now=at(-10)).state == State.ACTIVE
    cancel(subscription, now=at(-9))
    with pytest.raises(NotPossible):
        resume(subscription, now=at(1))  # nobody has run anything since


@pytest.mark.django_db
def test_a_failed_charge_leaves_time_to_mend_it() -> None:
    subscription = bought()
    Subscription.objects.update(renews_itself=True)
    note_failed_charge(subscription, now=at(-0.5))

    follow_time(now=at(6))
    assert state_of(subscription) is State.PAST_DUE
    buy(subscription.plan, subscription.holder, now=at(6))
    assert state_of(subscription) is State.ACTIVE


@pytest.mark.django_db
def test_a_trial_is_had_once_and_ends_without_grace() -> None:
    plan, awa = PlanFactory.create(trial_days=14), make_reader()

    assert may_try(plan, awa)
    term = begin_trial(plan, reader=awa, now=NOW)
    assert not may_try(plan, awa)
    assert term.until_at == NOW + timedelta(days=14)
    with pytest.raises(ValidationError) as refusal:
        begin_trial(plan, reader=awa, now=NOW)
    assert "plan" in refusal.value.message_dict
    assert len(run(NOW + timedelta(days=13))) == 1
    follow_time(now=NOW + timedelta(days=14))
    assert state_of(term.subscription) is State.EXPIRED


@pytest.mark.django_db
def test_who_pays_during_a_trial_keeps_its_days() -> None:
    plan, awa = PlanFactory.create(trial_days=14), make_reader()
    trial = begin_trial(plan, reader=awa, now=NOW)

    term = buy(plan, awa, now=NOW + timedelta(days=2)).term

    assert term is not None
    assert term.from_at == trial.until_at
    assert state_of(term.subscription) is State.ACTIVE


@pytest.mark.django_db
def test_what_is_given_ends_without_grace() -> None:
    term = give(make_reader(), plan=PlanFactory.create(), until=at(0), staff=make_reader(), now=NOW)
    assert term is not None

    follow_time(now=at(0))

    assert state_of(term.subscription) is State.EXPIRED


@pytest.mark.django_db
def test_staff_can_add_days() -> None:
    subscription = bought()

    term = extend(subscription, days=3, staff=make_reader(), now=NOW, reason="Grève à l’imprimerie")

    assert (term.from_at, term.until_at) == (ENDS, at(3))
    subscription.refresh_from_db()
    assert days_left(subscription, now=ENDS) == 3


@pytest.mark.django_db
def test_the_administrators_of_a_group_are_written_to() -> None:
    lycee = OrganisationFactory.create()
    lycee.administrators.set([make_reader(email="proviseur@lycee.example"), make_reader(is_active=False)])
    buy(PlanFactory.create(), None, organisation=lycee)

    run(at(-1))

    assert [message.to for message in mail.outbox] == [["proviseur@lycee.example"]]


@pytest.mark.django_db
def test_a_mail_server_that_is_away_costs_nobody_a_reminder(monkeypatch: pytest.MonkeyPatch) -> None:
    bought()
    follow_time(now=at(-1))

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as no_mail:
        no_mail.setattr(EmailMessage, "send", refuse)
        assert send_reminders(now=at(-1)).failed == 1
    assert send_reminders(now=at(-1)).sent == 0
    assert send_reminders(now=at(-0.9)).sent == 1


@pytest.mark.django_db
def test_reminders_go_out_in_one_call_and_whose_mail_is_refused_holds_up_nobody(settings: Any) -> None:
    for number in range(5):
        bought(make_reader(email=f"awa{number}@example.org"))
    follow_time(now=at(-1))

    with postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        box.refused = {"awa4@example.org"}  # the last one: until then the line holds
        done = send_reminders(now=at(-1))
        assert (done.sent, done.failed, box.calls) == (4, 1, 1)

        for number in range(5, 8):
            bought(make_reader(email=f"awa{number}@example.org"))
        box.refused.add("awa5@example.org")
        follow_time(now=at(-1))
        done = send_reminders(now=at(-1))

    assert (done.sent, done.failed) == (2, 1)
    assert len(box.mails) == 6


@pytest.mark.django_db
def test_a_reminder_that_never_gets_through_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    bought()
    follow_time(now=at(-1))

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    failed = sum(
        send_reminders(now=at(-1) + timedelta(hours=7 * turn)).failed for turn in range(ATTEMPTS + 3)
    )

    assert failed == ATTEMPTS
    assert Reminder.objects.get().dropped_at is not None


class Gateway:
    """A gateway for texts that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def send(self, number: str, text: str, *, key: str) -> None:
        self.sent.append((number, text))
        if "refused" in number:
            raise NotTexted(key)


@pytest.mark.django_db
def test_where_there_is_a_gateway_readers_get_a_text_too() -> None:
    for fields in (
        {"phone": "+22370000000", "confirmed_phone": "+22370000000"},
        {"phone": "+22370000001", "confirmed_phone": "+22370000000"},
        {"phone": "+22370000002"},
        {"phone": "+refused", "confirmed_phone": "+refused"},
    ):
        buy(PlanFactory.create(), make_reader(**fields))
    follow_time(now=at(-1))
    gateway = Gateway()

    sent = send_reminders(now=at(-1), texts=gateway)

    assert [number for number, _text in gateway.sent] == ["+22370000000", "+refused"]
    assert "28\u00a0février 2027" in gateway.sent[0][1]
    assert (sent.sent, len(mail.outbox)) == (4, 4)  # a text that is not taken is no second mail


@pytest.mark.django_db
@pytest.mark.parametrize("subscribers", [4, 24])
def test_a_batch_costs_a_few_queries(
    subscribers: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = PlanFactory.create()
    for _reader in range(subscribers):
        buy(plan, make_reader())

    with django_assert_max_num_queries(12):
        followed = follow_time(now=at(0))

    assert followed.subscriptions == subscribers
    assert followed.states == {State.GRACE: subscribers}


@pytest.mark.django_db
def test_the_command_says_what_it_did() -> None:
    buy(PlanFactory.create(), make_reader(), now=timezone.now() - timedelta(days=33))
    said, again = StringIO(), StringIO()

    call_command("subscriptions", "run", stdout=said)
    call_command("subscriptions", "run", stdout=again)

    assert "1 subscriptions followed: 1 grace." in said.getvalue()
    assert "1 reminders sent" in said.getvalue()
    assert "0 subscriptions followed." in again.getvalue()
    assert "0 reminders sent" in again.getvalue()


def test_two_runs_at_once_do_everything_once(at_once: Callable[..., list[Any]]) -> None:
    plan = PlanFactory.create()
    for _reader in range(12):
        buy(plan, make_reader())

    followed = at_once(*[partial(follow_time, now=at(1), batch=3)] * 2)
    sent = at_once(*[partial(send_reminders, now=at(1), batch=2)] * 2)

    assert sum(one.subscriptions for one in followed) == 12
    assert sum(one.sent for one in sent) == 12
    assert set(Subscription.objects.values_list("state", flat=True)) == {State.GRACE}


def test_a_payment_while_the_run_is_running_is_not_lost(at_once: Callable[..., list[Any]]) -> None:
    plan = PlanFactory.create()
    readers = [make_reader() for _reader in range(4)]
    for reader in readers:
        buy(plan, reader)

    at_once(
        partial(follow_time, now=at(1), batch=1),
        *(partial(buy, plan, reader, now=at(1)) for reader in readers),
    )
    follow_time(now=at(1))

    assert set(Subscription.objects.values_list("state", flat=True)) == {State.ACTIVE}
    assert set(Subscription.objects.values_list("ends_at", flat=True)) == {NOW.replace(month=3, day=31)}


steps = st.lists(
    st.tuples(
        st.sampled_from(["buy", "buy year", "follow", "cancel", "extend", "refund"]), st.integers(0, 45)
    ),
    max_size=10,
)


class TestWhateverHappens(TestCase):
    """A life of a subscription by chance: the terms and the state agree at every moment."""

    @settings(max_examples=60)
    @given(steps)
    def test_terms_never_overlap_and_whoever_paid_for_now_reads_now(
        self, life: list[tuple[str, int]]
    ) -> None:
        from rotative.subscriptions.refunding import refund

        month, year = PlanFactory.create(), PlanFactory.create(period_unit="year")
        awa, staff, now = make_reader(), make_reader(), NOW
        subscription = buy(month, awa).term.subscription  # type: ignore[union-attr]
        for what, days in life:
            now += timedelta(days=days, hours=1)
            subscription.refresh_from_db()
            if what.startswith("buy"):
                buy(year if "year" in what else month, awa, now=now)
            elif what == "follow":
                follow_time(now=now)
            elif what == "extend":
                extend(subscription, days=2, staff=staff, now=now, reason="x")
            elif what == "refund":
                term = Term.objects.standing().exclude(entry=None).last()
                if term is not None and term.entry is not None:
                    refund(term.entry, amount=term.entry.money, key="x", now=now)
            else:
                try:
                    cancel(subscription, now=now)
                except NotPossible:
                    assert State(subscription.state) in State  # over already; nothing has changed

            terms = list(Term.objects.standing())
            assert all(one.until_at <= other.from_at for one, other in pairwise(terms))
            subscription.refresh_from_db()
            reads = subscription.reads(policy_of(subscription, Rules.current()), now)
            if Term.objects.at(now).exists():
                assert reads
                assert subscription.ends_at == terms[-1].until_at
            if not terms or terms[-1].until_at + timedelta(days=7) <= now:
                assert not reads
