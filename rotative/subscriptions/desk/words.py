"""Says in the language of whoever reads it what the services wrote down about the staff."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Promise] = {
    "took a payment": _("took a payment"),
    "refunded": _("paid back"),
    "gave up a refund": _("gave up a refund"),
    "gave a subscription": _("gave a subscription"),
    "added days": _("added days"),
    "cancelled": _("cancelled"),
    "resumed": _("resumed"),
    "changed the seats": _("changed the seats"),
    "noted": _("wrote a note"),
    "printed vouchers": _("had vouchers printed"),
    "activated vouchers": _("activated vouchers"),
    "blocked vouchers": _("blocked vouchers"),
    "matched a payment": _("matched a payment"),
    "closed an odd payment": _("closed an odd payment"),
}


def action_in_words(what: str) -> str:
    """Return what an action is called; one that nobody has named yet by its own name."""
    return str(ACTIONS.get(what, what))
