"""Telephone numbers as people type them, kept in one form: E.164 (ITU-T), `+22376123456`. No Django models in here."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 16  # E.164: "+" and at most fifteen digits
HOME = "223"  # Mali
# The national numbering plan of Mali (ITU, operational bulletin): eight digits, the first from 2 to 9, no trunk prefix.
_AT_HOME = re.compile(r"[2-9]\d{7}\Z")
_E164 = re.compile(r"[1-9]\d{6,14}\Z")
_SEPARATORS = re.compile(r"[\s.\-/()\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")


def normalise(typed: str) -> str:
    """Return a telephone number in E.164, or "" for nothing.

    Eight digits are a number of Mali; any other begins with "+" or "00" and the country's code. Blanks, dots, hyphens
    and brackets may stand between the digits, and digits may be of any script. Raises ValidationError with the way
    out for everything else.
    """
    text = _SEPARATORS.sub("", typed)
    if not text:
        return ""
    is_international = text.startswith(("+", "\uff0b", "00"))
    digits = _digits(text.removeprefix("00").lstrip("+\uff0b"))
    if not is_international:
        if _AT_HOME.match(digits):
            return f"+{HOME}{digits}"
        if not (digits.startswith(HOME) and _AT_HOME.match(digits.removeprefix(HOME))):
            raise ValidationError(
                _("Write the eight digits of a number in Mali, or begin with + and the country’s code."),
                code="no_country",
            )
    if digits.startswith(HOME) and not _AT_HOME.match(digits.removeprefix(HOME)):
        raise ValidationError(_("A number in Mali has eight digits after +223."), code="not_malian")
    if not _E164.match(digits):
        raise ValidationError(
            _(
                "A number with its country’s code has 7 to 15 digits and does not begin with 0; this one has %(count)s."
            ),
            code="length",
            params={"count": len(digits)},
        )
    return f"+{digits}"


def _digits(text: str) -> str:
    """Return the digits in ASCII. Raises ValidationError when there is anything else."""
    try:
        return "".join(str(unicodedata.decimal(character)) for character in text)
    except ValueError:
        raise ValidationError(
            _("A telephone number has digits only, after the + at its beginning."), code="characters"
        ) from None
