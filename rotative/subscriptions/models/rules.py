"""The paper's own rules of subscribing: reminders, grace, the tax in a price, what stands on a receipt. One row."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.models.fields import currency_field
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.renewal import Policy

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.QUARTER: 91, Unit.YEAR: 365}


def are_days(value: Any) -> None:
    """Raise ValidationError unless the value is a list of up to five different numbers of days, 1 to 90."""
    right = isinstance(value, list) and all(type(day) is int and 1 <= day <= 90 for day in value)
    if not right or len(set(value)) != len(value) or len(value) > 5:
        raise ValidationError(_("Write up to five different numbers of days between 1 and 90."))


def _before() -> list[int]:
    return list(Policy().remind_before)


def _in_grace() -> list[int]:
    return list(Policy().remind_in_grace)


class Rules(models.Model):
    """What the subscription desk has decided for all plans."""

    currency = currency_field(default="XOF")
    remind_before = models.JSONField(
        _("remind before the end (days)"), default=_before, blank=True, validators=[are_days]
    )
    grace = models.PositiveSmallIntegerField(
        _("grace after the end (days)"),
        default=7,
        validators=[MaxValueValidator(90)],
        help_text=_("At most a quarter of the term."),
    )
    remind_in_grace = models.JSONField(
        _("remind after the end (days)"), default=_in_grace, blank=True, validators=[are_days]
    )
    tax_rate = models.PositiveSmallIntegerField(
        _("tax in a price (hundredths of a percent)"),
        default=0,
        validators=[MaxValueValidator(5000)],
        help_text=_("1800 for 18 percent. 0: receipts say nothing of a tax."),
    )
    tax_name = models.CharField(_("name of the tax"), max_length=40, blank=True, help_text=_("VAT, TVA."))
    seller = models.TextField(
        _("seller on receipts"),
        blank=True,
        help_text=_("Address, register and tax numbers, as the law wants them."),
    )

    wagtail_reference_index_ignore = True  # no use that an editor asks about

    class Meta:
        verbose_name = _("rules of subscribing")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="subscriptions_rules_are_one_row"),
            models.CheckConstraint(
                condition=models.Q(tax_rate__lte=5000), name="subscriptions_rules_tax_is_at_most_half"
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "Rules":
        """Return the rules; those of a new paper where nobody has set any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def policy_for(self, period: Period | None, *, is_paid: bool = True) -> Policy:
        """Return what time does to a subscription of this period.

        Grace is a quarter of the term at most, and reminders stay out of its first half: nobody is reminded of a
        week on its first day. What nobody paid for ends without grace.
        """
        days = _DAYS[period.unit] * period.count if period else 365
        policy = Policy(
            remind_before=tuple(day for day in self.remind_before if day * 2 <= days),
            grace=min(self.grace, days // 4),
            remind_in_grace=tuple(self.remind_in_grace),
        )
        return policy if is_paid else replace(policy, grace=0, remind_in_grace=())
