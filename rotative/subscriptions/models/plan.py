"""A plan: what is sold, for how long, at what price."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_field, unit_field
from rotative.subscriptions.money import Money
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.recurring import Fault, fault_of

_FAULTS = {
    Fault.TOO_LONG: _("What renews by itself has terms of three years at most."),
    Fault.INTRODUCTION: _(
        "Several introductory terms renew by themselves only where a term is counted in months."
    ),
    Fault.TRIAL: _(
        "With a trial and an introductory price, what renews by itself has terms of months, longer than the trial."
    ),
}


class PlanQuerySet(models.QuerySet["Plan"]):
    """Questions about plans."""

    def for_sale(self) -> "PlanQuerySet":
        """What can be bought, by readers or by organisations, in the order of the price list."""
        return self.filter(is_active=True, price_amount__gt=0)

    def for_readers(self) -> "PlanQuerySet":
        """What readers can buy for themselves and as a gift, in the order of the price list."""
        return self.for_sale().filter(seats=0)


class Plan(models.Model):
    """What is sold. A plan that was sold is not deleted but taken off the list."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.TextField(_("description"), blank=True)
    gives_articles = models.BooleanField(_("gives the articles for subscribers"), default=True)
    gives_discussion = models.BooleanField(_("gives the discussion"), default=True)
    price_amount = models.BigIntegerField(
        _("price (smallest unit)"),
        validators=[MinValueValidator(0)],
        help_text=_("In the currency’s smallest unit. 0: given, never sold."),
    )
    currency = currency_field(default="XOF")
    period_unit = unit_field(default=Unit.MONTH)
    period_count = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1)]
    )
    seats = models.PositiveIntegerField(
        _("seats"),
        default=0,
        help_text=_(
            "Of an organisation, for the whole price. 0: for one reader; organisations pay it a seat."
        ),
    )
    trial_days = models.PositiveSmallIntegerField(_("trial (days)"), default=0)
    introductory_amount = models.BigIntegerField(
        _("introductory price (smallest unit)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    introductory_terms = models.PositiveSmallIntegerField(_("for the first terms"), default=0)
    renews_itself = models.BooleanField(
        _("offered as renewing by itself"),
        default=False,
        help_text=_(
            "By card, where the payment provider can: the reader agrees once, each term is collected until she "
            "cancels. A single term can be bought as well."
        ),
    )
    is_active = models.BooleanField(_("for sale"), default=True)
    order = models.PositiveSmallIntegerField(_("position on the list"), default=0)

    objects = PlanQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price_amount__gte=0), name="subscriptions_plan_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(period_count__gte=1), name="subscriptions_plan_lasts_a_while"
            ),
            models.CheckConstraint(
                condition=models.Q(introductory_amount=None, introductory_terms=0)
                | models.Q(
                    introductory_amount__isnull=False, introductory_amount__gt=0, introductory_terms__gt=0
                ),
                name="subscriptions_plan_introduction_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.gives_discussion and not self.gives_articles:
            errors["gives_discussion"] = _("The discussion goes with the articles.")
        if (self.introductory_amount is None) != (self.introductory_terms == 0):
            errors["introductory_terms"] = _(
                "An introductory price needs a number of terms, and these a price."
            )
        elif self.introductory_amount is not None and self.introductory_amount >= self.price_amount:
            errors["introductory_amount"] = _("An introductory price is lower than the price.")
        if self.renews_itself and self.period_count and not errors:
            fault = fault_of(
                self.period, trial_days=self.trial_days, introductory_terms=self.introductory_terms
            )
            if fault is not None:
                errors["renews_itself"] = _FAULTS[fault]
        if self.seats and (self.trial_days or self.introductory_amount is not None or self.renews_itself):
            errors["seats"] = _(
                "A plan for organisations has no trial and no introductory price, and does not renew by itself."
            )
        if errors:
            raise ValidationError(errors)

    @property
    def price(self) -> Money:
        """What a term costs."""
        return Money(self.price_amount, self.currency)

    @property
    def introductory_price(self) -> Money | None:
        """What each of the first terms costs, where that is less."""
        return None if self.introductory_amount is None else Money(self.introductory_amount, self.currency)

    @property
    def period(self) -> Period:
        """How long a term lasts."""
        return Period(Unit(self.period_unit), self.period_count)

    @property
    def is_for_organisations(self) -> bool:
        """Whether it is sold with its seats, and to organisations only."""
        return self.seats > 0
