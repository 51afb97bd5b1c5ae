"""What renews by itself: the agreement by which a provider collects each next term, and what it has collected."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.money import Money


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions about agreements."""

    def standing(self) -> "AgreementQuerySet":
        """Those that were made and are not over at their provider."""
        return self.filter(ended_at=None).exclude(provider_ref="")

    def of(self, holder: Any) -> "AgreementQuerySet":
        """A person's, through her subscription."""
        return self.filter(subscription__holder=holder)

    def going_on(self) -> "AgreementQuerySet":
        """Those that collect the next term."""
        return self.standing().filter(wish=Agreement.Wish.GO_ON)

    def to_be_told(self, now: datetime) -> "AgreementQuerySet":
        """Those whose provider has not confirmed yet what we wish, and is to be told by now."""
        return self.standing().filter(tell_at__lte=now).order_by("tell_at")

    def to_be_asked(self, now: datetime) -> "AgreementQuerySet":
        """Those whose provider is to be asked by now whether it has collected."""
        return self.standing().filter(ask_at__lte=now).order_by("ask_at")


class Agreement(models.Model):
    """That a provider collects each term of a plan by itself, until the reader or the paper ends it.

    ``order`` opened it and is paid with its first term; ``checkout_ref`` is the provider's name for that checkout,
    ``provider_ref`` for the agreement, empty while the reader has not agreed. ``wish`` is what we want to become of it,
    ``told`` what the provider has confirmed; from ``tell_at`` on it is told, until they are the same. ``changes``
    counts our wishes: what a provider answered before the last of them says nothing about it.
    """

    class Wish(models.TextChoices):
        GO_ON = "go on", _("renews by itself")
        END = "end", _("ends with what is paid")
        STOP = "stop", _("is over at once")

    order = models.OneToOneField("subscriptions.Order", on_delete=models.PROTECT, related_name="agreement")
    subscription = models.ForeignKey(
        "subscriptions.Subscription",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
    )
    amount = models.BigIntegerField(_("amount (smallest unit)"))  # of a term, after the introductory ones
    checkout_ref = models.CharField(max_length=128, blank=True)
    provider_ref = models.CharField(_("provider’s reference"), max_length=128, blank=True)
    wish = models.CharField(max_length=8, choices=Wish.choices, default=Wish.GO_ON)
    told = models.CharField(max_length=8, choices=Wish.choices, default=Wish.GO_ON)
    changes = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    tell_at = models.DateTimeField(null=True, blank=True)
    ask_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("agreement to renew")
        verbose_name_plural = _("agreements to renew")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="subscriptions_agreement_costs_something"
            ),
        ]
        indexes = [
            # What the run asks about and what it has to tell, off the agreements that stand.
            models.Index(
                fields=["ask_at"], condition=models.Q(ended_at=None), name="subscriptions_agreements_ask"
            ),
            models.Index(
                fields=["tell_at"],
                condition=models.Q(tell_at__isnull=False),
                name="subscriptions_agreements_tell",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_wish_display()}"

    @property
    def price(self) -> Money:
        """What each term costs, after the introductory ones."""
        return Money(self.amount, self.order.currency)


class Collection(models.Model):
    """What a provider collected by an agreement, by the provider's name for it: each is one order and one term."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="collections")
    ref = models.CharField(max_length=128)
    order = models.OneToOneField("subscriptions.Order", on_delete=models.PROTECT, related_name="collection")

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ref"], name="subscriptions_collected_once")
        ]

    def __str__(self) -> str:
        return self.ref
