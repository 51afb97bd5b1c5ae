"""Makes the demo's subscribers through the same services as everybody else's, with the past passed in as the time."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from rotative.accounts.models import User
from rotative.demo.newsroom import SUBSCRIPTION_DESK
from rotative.demo.subscribers_plan import (
    BATCH,
    BATCH_SIZE,
    DOMAIN,
    FIRST_NAMES,
    LAST_NAMES,
    ORGANISATION,
    PLANS,
    PROVIDERS,
    SEATS,
    STORIES,
    Story,
)
from rotative.subscriptions.cancelling import cancel, note_failed_charge
from rotative.subscriptions.counter import Method, take_payment
from rotative.subscriptions.following import follow_time
from rotative.subscriptions.giving import give
from rotative.subscriptions.models import (
    LedgerEntry,
    Organisation,
    Plan,
    Receipt,
    Reminder,
    Subscription,
    Voucher,
    VoucherBatch,
)
from rotative.subscriptions.paper_time import paper_zone
from rotative.subscriptions.periods import Period, Unit, stretch
from rotative.subscriptions.printing import activate_batch, print_batch
from rotative.subscriptions.refunding import refund
from rotative.subscriptions.seating import join_by_address
from rotative.subscriptions.selling import Facts, Outcome, open_order, settle
from rotative.subscriptions.tills import till_folder
from rotative.subscriptions.trials import begin_trial
from rotative.subscriptions.vouchers import present

SUBSCRIBER = "abonne@demo.localhost"
_COUNTER = {method.value for method in Method}
_DAYS = {Unit.WEEK: 7, Unit.MONTH: 30, Unit.QUARTER: 91, Unit.YEAR: 365}


@transaction.atomic
def make_plans() -> int:
    """Make the price list as far as it is missing; return how many were made."""
    made = 0
    for order, of in enumerate(PLANS):
        _plan, is_new = Plan.objects.get_or_create(
            name=of.name,
            defaults={
                "description": of.description,
                "price_amount": of.price,
                "period_unit": of.unit,
                "trial_days": of.trial_days,
                "order": order,
            },
        )
        made += is_new
    return made


@transaction.atomic
def make_subscribers(now: datetime, password: str) -> int:
    """Make the readers with their year of payments, all of them or none; return how many were made.

    What happened is done in the order in which it happened, so that the receipts follow each other by day.
    """
    if User.objects.filter(email=SUBSCRIBER).exists():
        return 0
    desk = User.objects.get(email=SUBSCRIPTION_DESK)
    readers = list(_readers(password))
    events: list[tuple[datetime, Callable[[], object]]] = [
        (
            now - timedelta(days=60),
            partial(_make_organisation, [reader for reader, _story in readers[:5]], desk, now),
        )
    ]
    for number, (reader, story) in enumerate(readers):
        plan, provider = Plan.objects.get(name=story.plan), PROVIDERS[number % len(PROVIDERS)]
        events += [
            (moment, partial(_pay, reader, plan, provider, desk, moment))
            for moment in _moments(story, number, now)
        ]
        since = now - timedelta(days=1, hours=number % 11)
        events.append((since, partial(_then, reader, story, desk, since)))
    for _moment, act in sorted(events, key=itemgetter(0)):
        act()
    follow_time(now=now)
    till_folder().mkdir(exist_ok=True)  # which opens the test till
    # Nobody wants mail about the past of invented people.
    Reminder.objects.filter(sent_at=None, dropped_at=None).update(dropped_at=now)
    Receipt.objects.filter(mailed_at=None).update(mailed_at=now)
    return len(readers)


def _readers(password: str) -> Iterator[tuple[User, Story]]:
    """Make the readers; the first one signs in by the demo’s password, the others by codes."""
    number = 0
    for story in STORIES:
        for _reader in range(story.readers):
            first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
            email = SUBSCRIBER if number == 0 else f"lecteur{number:02d}@demo.localhost"
            user = User.objects.create_user(
                email,
                password if number == 0 else None,
                first_name=first,
                last_name=last,
                phone=f"+2237000{number:04d}",
            )
            yield user, story
            number += 1


def _moments(story: Story, number: int, now: datetime) -> list[datetime]:
    """Return when a reader paid: each time as the term before ended, some hours apart from the others."""
    length = _DAYS[next(plan.unit for plan in PLANS if plan.name == story.plan)]
    last = now - timedelta(days=story.began_days_ago, hours=number % 11, minutes=number)
    return [last - timedelta(days=length * ago) for ago in range(story.terms)]


def _pay(reader: User, plan: Plan, provider: str, desk: User, moment: datetime) -> None:
    name = f"demo {reader.email} {moment.isoformat()}"
    reference = hashlib.sha256(name.encode()).hexdigest()[:12].upper()
    if provider in _COUNTER:
        take_payment(
            plan=plan,
            method=Method(provider),
            amount=plan.price,
            staff=desk,
            now=moment,
            form_token=uuid5(NAMESPACE_URL, name),
            number="" if provider == Method.CASH else reference,
            buyer=reader,
        )
        return
    order = open_order(plan=plan, provider=provider, buyer=reader, now=moment)
    settle(order, Facts(Outcome.PAID, order.price, provider_ref=reference, paid_at=moment), now=moment)


def _then(reader: User, story: Story, desk: User, now: datetime) -> None:
    """Do what came of a reader's subscription, or what she does without having paid."""
    plan = Plan.objects.get(name=story.plan)
    if story.then == "trial":
        begin_trial(plan, reader=reader, now=now)
    elif story.then == "pending":
        open_order(plan=plan, provider=Method.TRANSFER, buyer=reader, now=now + timedelta(hours=20))
    elif story.then == "cancelled":
        cancel(Subscription.objects.get(holder=reader), now=now)
    elif story.then == "past due":
        note_failed_charge(Subscription.objects.get(holder=reader), now=now)
    elif story.then == "refunded":
        charge = LedgerEntry.objects.get(order__buyer=reader, kind=LedgerEntry.Kind.CHARGE)
        refund(charge, amount=charge.money, key="demo", now=now, staff=desk, reason="Payé deux fois")


def _make_organisation(readers: list[User], desk: User, now: datetime) -> None:
    """Make the school whose people have seats, and give a subscription that nobody pays for."""
    organisation = Organisation.objects.create(
        name=ORGANISATION, agreed_seats=SEATS, email_domains=[DOMAIN], created_at=now
    )
    organisation.administrators.add(readers[0])
    plan = Plan.objects.get(name="An")
    paid_at = now - timedelta(days=60)
    take_payment(
        plan=plan,
        method=Method.TRANSFER,
        amount=plan.price * SEATS,
        staff=desk,
        now=paid_at,
        form_token=uuid5(NAMESPACE_URL, f"demo {ORGANISATION}"),
        number="VIR-LYCEE-DU-BAC",
        organisation=organisation,
        quantity=SEATS,
    )
    for number, reader in enumerate(readers):
        join_by_address(organisation, user=reader, confirmed_email=f"personne{number}@{DOMAIN}", now=paid_at)
    given = stretch(now, Period(Unit.QUARTER, 1), paper_zone())
    give(readers[-1], plan=plan, until=given.end, staff=desk, now=now, note="Presse amie")


@transaction.atomic
def make_vouchers(now: datetime) -> list[str]:
    """Make a batch of vouchers, activated, unless it is there; return three of its codes, known only now."""
    if VoucherBatch.objects.filter(name=BATCH).exists():
        return []
    desk = User.objects.get(email=SUBSCRIPTION_DESK)
    batch, codes = print_batch(
        name=BATCH, plan=Plan.objects.get(name="Mois"), size=BATCH_SIZE, staff=desk, now=now
    )
    activate_batch(batch, staff=desk, now=now)
    return [present(code) for code in codes[:3]]


def vouchers_left() -> int:
    """Return how many vouchers of the demo’s batch nobody has redeemed."""
    return Voucher.objects.filter(batch__name=BATCH, redeemed_at=None, blocked_at=None).count()
