"""What is to become of agreements to renew: wishes are written down at once, and told to the provider afterwards.

A reader who cancels has cancelled, whether or not the provider answers just then; telling.py sees to the rest.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from rotative.subscriptions.models import Agreement, Order, Subscription
from rotative.subscriptions.models.agreement import AgreementQuerySet

Wish = Agreement.Wish


def let_end(subscription: Subscription, *, now: datetime, at_once: bool = False) -> None:
    """Have nothing more collected for a subscription: with the term that is paid, or from now on."""
    going = subscription.agreements.exclude(wish=Wish.STOP)
    _wish(going if at_once else going.filter(wish=Wish.GO_ON), Wish.STOP if at_once else Wish.END, now)


def let_go_on(subscription: Subscription, *, now: datetime) -> None:
    """Have the next terms collected again, where the agreement has not ended at the provider."""
    _wish(subscription.agreements.standing().filter(wish=Wish.END), Wish.GO_ON, now)


def stop_what_paid(order: Order, *, now: datetime) -> None:
    """Have nothing more collected by the agreement that an order belongs to; its money has gone back."""
    by_it = Agreement.objects.filter(order=order) | Agreement.objects.filter(collections__order=order)
    _wish(Agreement.objects.filter(pk__in=by_it.values("pk")).exclude(wish=Wish.STOP), Wish.STOP, now)


def stop_all_of(holder: object, *, now: datetime) -> None:
    """Have nothing more collected from a person whose account goes."""
    whose = Agreement.objects.of(holder) | Agreement.objects.filter(order__buyer=holder)
    _wish(Agreement.objects.filter(pk__in=whose.values("pk")).exclude(wish=Wish.STOP), Wish.STOP, now)


def renews(subscription: Subscription) -> bool:
    """Whether a provider collects the next term of a subscription."""
    return Agreement.objects.going_on().filter(subscription=subscription).exists()


@transaction.atomic
def _wish(agreements: AgreementQuerySet, wish: str, now: datetime) -> None:
    held = list(agreements.values_list("pk", "subscription_id"))
    subscriptions = Subscription.objects.filter(pk__in=[subscription for _pk, subscription in held])
    # Before the agreements, as everywhere.
    for subscription in subscriptions.select_for_update(no_key=True):
        Agreement.objects.filter(pk__in=[pk for pk, whose in held if whose == subscription.pk]).update(
            wish=wish, changes=F("changes") + 1, attempts=0, tell_at=now
        )
        Subscription.objects.filter(pk=subscription.pk).update(renews_itself=renews(subscription))
    # Of a checkout that is open yet: what it comes to is told when the reader has agreed.
    Agreement.objects.filter(pk__in=[pk for pk, whose in held if whose is None]).update(
        wish=wish, changes=F("changes") + 1, tell_at=now
    )
