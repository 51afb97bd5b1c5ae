"""A refund that a provider is asked for, written down before: a crash loses none and repeats none."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_field
from rotative.subscriptions.money import Money


class AskedRefund(models.Model):
    """What a provider is asked to pay back. ``key`` goes with every question, so that however often pays back once.

    ``asked`` ends in ``booked``, with the ``entry`` in the books, or in ``refused``, with the reason. While it is asked
    nobody can pay the same money back otherwise.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked, not confirmed yet")
        BOOKED = "booked", _("paid back")
        REFUSED = "refused", _("refused")

    charge = models.ForeignKey(
        "subscriptions.LedgerEntry", on_delete=models.PROTECT, related_name="asked_refunds"
    )
    key = models.CharField(max_length=64, unique=True)
    amount = models.BigIntegerField(_("amount (smallest unit)"))
    currency = currency_field()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=400)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    problem = models.CharField(max_length=32, blank=True)  # a reason of payments/reasons.py
    detail = models.CharField(max_length=250, blank=True)  # the provider's own words
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked at"))
    ask_at = models.DateTimeField()
    entry = models.OneToOneField(
        "subscriptions.LedgerEntry", null=True, blank=True, on_delete=models.PROTECT, related_name="asked_as"
    )

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("refund asked for")
        verbose_name_plural = _("refunds asked for")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="subscriptions_asked_refund_is_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(state="booked", entry__isnull=False)
                | (~models.Q(state="booked") & models.Q(entry=None)),
                name="subscriptions_asked_refund_booked_has_entry",
            ),
        ]
        indexes = [
            # What the provider has not confirmed: few among very many.
            models.Index(
                fields=["ask_at"], condition=models.Q(state="asked"), name="subscriptions_refunds_asked"
            )
        ]

    def __str__(self) -> str:
        return f"{self.money}: {self.get_state_display()}"

    @property
    def money(self) -> Money:
        """What is to go back."""
        return Money(self.amount, self.currency)
