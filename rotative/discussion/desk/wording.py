"""Says in the moderators' language what rules are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the names of the functions in moderation.py, in their order.
RULE_NAMES: Final[dict[str, Promise]] = {
    "closed": _("Discussion closed"),
    "banned": _("Author excluded"),
    "suspended": _("Author suspended"),
    "warned": _("Warning not acknowledged"),
    "trap": _("Field for machines filled in"),
    "empty": _("Empty text"),
    "too_short": _("Too short"),
    "too_long": _("Too long"),
    "repeated": _("Said before"),
    "staff": _("Newsroom"),
    "rate_of_person": _("Too fast, one person"),
    "rate_of_address": _("Too fast, one address"),
    "rate_of_article": _("Too fast, one article"),
    "banned_words": _("Banned words"),
    "suspect_words": _("Suspect words"),
    "links": _("Many links"),
    "newcomer": _("Newcomer"),
    "watched": _("Author read first"),
    "read_first_here": _("Discussion read first"),
    "reputation": _("Reputation"),
    "learned": _("Learned filter"),
    "checked": _("Outside checker"),
    "nothing_against_it": _("Nothing against it"),
}
