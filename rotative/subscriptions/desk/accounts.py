"""Whose account the desk looks at: a reader’s or an organisation’s, with all that hangs on it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from rotative.accounts.models import User
from rotative.subscriptions.models import LedgerEntry, Order, Organisation, StaffAction, Subscription, Term

READER, ORGANISATION = "lecteur", "organisation"
SHOWN = 100  # of each table on an account's page


@dataclass(frozen=True, slots=True)
class Account:
    """A reader or an organisation; exactly one of the two."""

    user: User | None = None
    organisation: Organisation | None = None

    @property
    def owner(self) -> Any:
        """Who it is."""
        return self.organisation or self.user

    @property
    def name(self) -> str:
        """What the desk calls it."""
        return str(self.owner)

    @property
    def url(self) -> str:
        """The account’s page."""
        return self.url_of("desk_account")

    def url_of(self, name: str, **more: Any) -> str:
        """The address of one of the account’s forms."""
        kind = ORGANISATION if self.organisation else READER
        return reverse(name, kwargs={"kind": kind, "owner": self.owner.pk, **more})

    @property
    def subscriptions(self) -> "QuerySet[Subscription]":
        """What it holds, the newest first."""
        whose = {"organisation": self.organisation} if self.organisation else {"holder": self.user}
        return Subscription.objects.filter(**whose).select_related("plan").order_by("-pk")

    @property
    def orders(self) -> "QuerySet[Order]":
        """Its attempts to pay, the newest first."""
        whose = {"organisation": self.organisation} if self.organisation else {"buyer": self.user}
        return Order.objects.filter(**whose).select_related("plan").order_by("-pk")

    def entries(self) -> list[LedgerEntry]:
        """Its payments and refunds with their receipts, the newest first."""
        orders = list(self.orders[:SHOWN])
        entries = LedgerEntry.objects.filter(order__in=[order.pk for order in orders])
        related = entries.select_related("order__plan", "receipt", "taken_by").prefetch_related(
            "refunds", "asked_refunds"
        )
        return list(related.order_by("-booked_at", "-pk"))

    def terms(self) -> list[Term]:
        """The terms of its subscriptions, the last to end first."""
        held = [one.pk for one in self.subscriptions]
        return list(
            Term.objects.filter(subscription__in=held).select_related("plan").order_by("-until_at")[:SHOWN]
        )

    def actions(self) -> list[StaffAction]:
        """What the staff did about it; found by what the services wrote down, see index of ``about``."""
        orders = list(self.orders[:SHOWN].values_list("reference", flat=True))
        held = [str(one.pk) for one in self.subscriptions]
        about_orders = Q(about__in=orders)
        about_subscriptions = Q(about__in=held, what__in=ABOUT_SUBSCRIPTIONS)
        given = (
            Q(
                about__in=[f"{self.user.pk}: {one.plan}" for one in self.subscriptions],
                what="gave a subscription",
            )
            if self.user
            else Q(pk__in=[])
        )
        found = StaffAction.objects.filter(about_orders | about_subscriptions | given)
        return list(found.select_related("who").order_by("-at")[:SHOWN])


ABOUT_SUBSCRIPTIONS = ("added days", "cancelled", "resumed", "noted", "changed the seats")


def account_of(kind: str, owner: int) -> Account:
    """Return the account that an address names. Raises Http404."""
    if kind == ORGANISATION:
        organisation = Organisation.objects.filter(pk=owner).first()
        if organisation is not None:
            return Account(organisation=organisation)
    else:
        user = User.objects.filter(pk=owner).first()
        if user is not None:
            return Account(user=user)
    raise Http404


def account_for(owner: User | Organisation) -> Account:
    """Return the account of a reader or an organisation."""
    return Account(organisation=owner) if isinstance(owner, Organisation) else Account(user=owner)


def account_with(subscription: Subscription) -> Account | None:
    """Return whose a subscription is; None when the reader has gone."""
    if subscription.organisation is None and subscription.holder is None:
        return None
    return Account(user=subscription.holder, organisation=subscription.organisation)
