"""An order, which is one attempt to pay, and the payments that did not fit one."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_field
from rotative.subscriptions.money import Money
from rotative.subscriptions.vouchers import ALPHABET


def new_reference() -> str:
    """Return 99 random bits in letters and digits that every provider takes; nobody guesses a stranger's order."""
    return "".join(secrets.choice(ALPHABET) for _place in range(20))


class Order(models.Model):
    """An attempt to pay. Whoever tries again gets another: providers refuse an order id that they have seen.

    It is never deleted; the person can go from it (``buyer``, ``billed_to``), the figures stay.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PAID = "paid", _("paid")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired")

    class Purpose(models.TextChoices):
        SUBSCRIPTION = "subscription", _("subscription")
        GIFT = "gift", _("gift")
        VOUCHERS = "vouchers", _("vouchers")

    reference = models.CharField(
        _("reference"), max_length=64, unique=True, default=new_reference, editable=False
    )
    purpose = models.CharField(_("for"), max_length=16, choices=Purpose.choices, default=Purpose.SUBSCRIPTION)
    plan = models.ForeignKey(
        "subscriptions.Plan", verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+"
    )
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    amount = models.BigIntegerField(_("amount (smallest unit)"))
    currency = currency_field()
    provider = models.CharField(_("provider"), max_length=32)
    provider_ref = models.CharField(_("provider’s reference"), max_length=128, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("buyer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="orders",
    )
    organisation = models.ForeignKey(
        "subscriptions.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    batch = models.ForeignKey(
        "subscriptions.VoucherBatch", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    billed_to = models.CharField(_("billed to"), max_length=200, blank=True)
    language = models.CharField(max_length=8, default="fr")
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="subscriptions_order_costs_something"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="subscriptions_order_is_of_something"
            ),
        ]
        indexes = [
            # What the reconciliation asks the providers about.
            models.Index(
                fields=["expires_at"], condition=models.Q(state="open"), name="subscriptions_open_orders"
            ),
            # The desk looks for a payment by the provider's number.
            models.Index(
                fields=["provider_ref"],
                condition=~models.Q(provider_ref=""),
                name="subscriptions_order_ref",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def seats(self) -> int:
        """How many seats an organisation buys with it: the plan's own, or as many as it pays for one by one."""
        return self.quantity * (self.plan.seats or 1)

    @property
    def price(self) -> Money:
        """What is to be paid."""
        return Money(self.amount, self.currency)


class OddPayment(models.Model):
    """Money that a provider reports and that does not fit its order: a person has to look at it."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", _("another amount")
        CURRENCY = "currency", _("another currency")
        TWICE = "twice", _("paid twice")
        REFERENCE = "reference", _("booked for another order")
        NOBODY = "nobody", _("the account is gone")
        REFUNDED = "refunded", _("paid back, and not in the books")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="odd_payments")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    amount = models.BigIntegerField(_("amount (smallest unit)"), default=0)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    provider_ref = models.CharField(_("provider’s reference"), max_length=128, blank=True)
    seen_at = models.DateTimeField(_("seen"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("payment to look at")
        verbose_name_plural = _("payments to look at")
        constraints = [
            # A notification that comes ten times is one row.
            models.UniqueConstraint(
                fields=["order", "kind", "provider_ref", "amount", "currency"],
                name="subscriptions_odd_payment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_kind_display()}"
