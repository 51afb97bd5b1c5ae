"""A plan: what is sold, for how long, at what price."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_field, unit_field
from rotative.subscriptions.money import Money
from rotative.subscriptions.periods import Period, Unit


class PlanQuerySet(models.QuerySet["Plan"]):
    """Questions about plans."""

    def for_sale(self) -> "PlanQuerySet":
        """What readers can buy, in the order of the price list."""
        return self.filter(is_active=True, price_amount__gt=0)


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
    trial_days = models.PositiveSmallIntegerField(_("trial (days)"), default=0)
    introductory_amount = models.BigIntegerField(
        _("introductory price (smallest unit)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    introductory_terms = models.PositiveSmallIntegerField(_("for the first terms"), default=0)
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
        if (self.introductory_amount is None) != (self.introductory_terms == 0):
            errors["introductory_terms"] = _(
                "An introductory price needs a number of terms, and these a price."
            )
        elif self.introductory_amount is not None and self.introductory_amount >= self.price_amount:
            errors["introductory_amount"] = _("An introductory price is lower than the price.")
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
