"""Columns that several tables have: an amount with its currency, a unit of the calendar."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.money import EXPONENTS
from rotative.subscriptions.periods import Unit

UNITS = [
    (Unit.DAY, _("day")),
    (Unit.WEEK, _("week")),
    (Unit.MONTH, _("month")),
    (Unit.QUARTER, _("quarter")),
    (Unit.YEAR, _("year")),
]


def currency_is_known(code: str) -> None:
    """Raise ValidationError unless money.py knows how many decimals the currency has."""
    if code not in EXPONENTS:
        raise ValidationError(
            _(
                "“%(code)s” is no currency that a paper may use; write the three letters of ISO 4217, XOF or EUR."
            ),
            params={"code": code},
        )


def currency_field(**options: Any) -> "models.CharField[str, str]":
    """A currency by its three letters."""
    return models.CharField(_("currency"), max_length=3, validators=[currency_is_known], **options)


def unit_field(**options: Any) -> "models.CharField[str, str]":
    """What a period is counted in."""
    return models.CharField(_("unit"), max_length=8, choices=UNITS, **options)
