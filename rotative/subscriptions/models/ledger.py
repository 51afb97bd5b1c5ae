"""The books: every movement of money, receipts, and what staff did. Triggers of the database keep them as written."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_field
from rotative.subscriptions.money import Money


class LedgerEntry(models.Model):
    """A movement of money, never changed and never deleted; what was wrong is put right by another entry.

    ``amount``: what came in is positive, what went back negative. ``booked_at``: when it was written down; the
    bookkeeper's days go by it, so a day that is over stays as it was; ``paid_at``: when the provider says it happened.
    ``taken_by`` is staff; the person who paid is known by the order alone, from which she can go.
    """

    class Kind(models.TextChoices):
        CHARGE = "charge", _("payment")
        REFUND = "refund", _("refund")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    amount = models.BigIntegerField(_("amount (smallest unit)"))
    currency = currency_field()
    provider = models.CharField(_("provider"), max_length=32)
    provider_ref = models.CharField(_("provider’s reference"), max_length=128, blank=True)
    idempotency_key = models.CharField(max_length=160, unique=True)
    order = models.ForeignKey("subscriptions.Order", on_delete=models.PROTECT, related_name="entries")
    refunded = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="refunds"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_at = models.DateTimeField(_("paid at"))
    booked_at = models.DateTimeField(_("booked"))
    note = models.CharField(_("note"), max_length=400, blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        permissions = [
            ("see_money", "Can see payments, the ledger and the dashboard"),
            ("take_payments", "Can take payments at the counter"),
            ("refund_payments", "Can refund payments"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="charge", amount__gt=0, refunded=None)
                | models.Q(kind="refund", amount__lt=0, refunded__isnull=False),
                name="subscriptions_ledger_sign_of_its_kind",
            ),
            # A mobile-money transaction number, a cheque, a provider's payment pays one order.
            models.UniqueConstraint(
                fields=["provider", "kind", "provider_ref"],
                condition=~models.Q(provider_ref=""),
                name="subscriptions_ledger_reference_once",
            ),
        ]
        indexes = [
            # Exports and the totals of days read the time they are about, not the years before it.
            models.Index(fields=["booked_at", "id"], name="subscriptions_ledger_booked"),
            # The dashboard adds up a year from the index alone.
            models.Index(
                fields=["booked_at", "provider", "currency", "kind", "amount"],
                name="subscriptions_ledger_totals",
            ),
            # The desk looks for a transaction's number without knowing the provider.
            models.Index(fields=["provider_ref"], name="subscriptions_ledger_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.money}"

    @property
    def money(self) -> Money:
        """The amount with its sign."""
        return Money(self.amount, self.currency)


class ReceiptSeries(models.Model):
    """The last number of a year. Its row is locked from taking a number until the commit: no gap, no double."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Receipt(models.Model):
    """The receipt of an entry, numbered without gaps in its year. What is printed on it is kept as it was."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="receipt")
    issued_at = models.DateTimeField(_("issued"))
    paper_name = models.CharField(max_length=80)
    seller = models.TextField(blank=True)
    tax_rate = models.PositiveSmallIntegerField(default=0)
    tax_name = models.CharField(max_length=40, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="subscriptions_receipt_number_once")
        ]
        indexes = [
            # What waits to be mailed, few among very many.
            models.Index(
                fields=["issued_at"],
                condition=models.Q(mailed_at=None),
                name="subscriptions_receipts_to_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number:06d}"


class StaffAction(models.Model):
    """What somebody of the staff did about money or subscriptions; never changed, never deleted."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=40)
    about = models.CharField(_("about"), max_length=160)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("action of the staff")
        verbose_name_plural = _("actions of the staff")
        indexes = [
            models.Index(fields=["-at"], name="subscriptions_actions_newest"),
            # A subscriber's page shows what was done about her.
            models.Index(fields=["about"], name="subscriptions_actions_about"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"
