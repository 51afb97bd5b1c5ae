"""What is for sale, in the reader's language: the price list, and the lowest price for the wall."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rotative.paper.navigation import seller
from rotative.press.ahead import shared
from rotative.press.collecting import depends_on
from rotative.press.keeping import kept
from rotative.subscriptions.keys import FOR_SALE, OFFER
from rotative.subscriptions.models import Organisation, Plan
from rotative.subscriptions.payments.interface import Renewing
from rotative.subscriptions.periods import Period, Unit
from rotative.subscriptions.tills import offered


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan as the price list shows it; ``introduction``, ``trial`` and ``renews`` are empty where there is none."""

    plan: Plan
    price: str
    per: str
    introduction: str
    trial: str
    renews: str
    gives: tuple[str, ...]


def current_language() -> str:
    """Return “fr” or “en”, whichever is active."""
    return (get_language() or "fr").split("-")[0]


def per_period(period: Period) -> str:
    """Return what stands behind a price: “a month”, “for 3 months”."""
    number = {"count": period.count}
    # Not in a table: each sentence is looked up in the language that is active now.
    match period.unit:
        case Unit.DAY:
            words, many = _("a day"), ngettext("for %(count)d day", "for %(count)d days", period.count)
        case Unit.WEEK:
            words, many = _("a week"), ngettext("for %(count)d week", "for %(count)d weeks", period.count)
        case Unit.MONTH:
            words, many = _("a month"), ngettext("for %(count)d month", "for %(count)d months", period.count)
        case Unit.QUARTER:
            words = _("a quarter")
            many = ngettext("for %(count)d quarter", "for %(count)d quarters", period.count)
        case Unit.YEAR:
            words, many = _("a year"), ngettext("for %(count)d year", "for %(count)d years", period.count)
    return words if period.count == 1 else many % number


def how_long(period: Period) -> str:
    """Return how long a term lasts, in words: “1 month”, “3 months”."""
    number = {"count": period.count}
    match period.unit:
        case Unit.DAY:
            words = ngettext("%(count)d day", "%(count)d days", period.count)
        case Unit.WEEK:
            words = ngettext("%(count)d week", "%(count)d weeks", period.count)
        case Unit.MONTH:
            words = ngettext("%(count)d month", "%(count)d months", period.count)
        case Unit.QUARTER:
            words = ngettext("%(count)d quarter", "%(count)d quarters", period.count)
        case Unit.YEAR:
            words = ngettext("%(count)d year", "%(count)d years", period.count)
    return words % number


def offer_of(plan: Plan) -> Offer:
    """Return a plan as the price list shows it, in the active language."""
    language = current_language()
    introduction = trial = ""
    if plan.introductory_price is not None:
        price = {"price": plan.introductory_price.present(language), "count": plan.introductory_terms}
        introduction = (
            ngettext(
                "%(price)s only the first time",
                "%(price)s only, each of the first %(count)d times",
                plan.introductory_terms,
            )
            % price
        )
    if plan.trial_days:
        trial = ngettext("%(count)d day free to try it", "%(count)d days free to try it", plan.trial_days) % {
            "count": plan.trial_days
        }
    gives = [
        (plan.gives_articles, _("Every article, to the end")),
        (plan.gives_discussion, _("The discussion")),
    ]
    return Offer(
        plan=plan,
        price=plan.price.present(language),
        per=per_period(plan.period),
        introduction=introduction,
        trial=trial,
        renews=_renews(plan),
        gives=tuple(words for is_given, words in gives if is_given),
    )


def _renews(plan: Plan) -> str:
    """Return that a plan can renew by itself, where somebody can be paid that way; nothing else may be promised."""
    if not plan.renews_itself or not any(isinstance(till, Renewing) for till in offered(plan.currency)):
        return ""
    return _("By card it can renew by itself, %(per)s; you cancel in one click.") % {
        "per": every(plan.period)
    }


def every(period: Period) -> str:
    """Return how often something renews: “every month”, “every 3 months”."""
    number = {"count": period.count}
    # Not in a table: each sentence is looked up in the language that is active now.
    match period.unit:
        case Unit.DAY:
            words = ngettext("every day", "every %(count)d days", period.count)
        case Unit.WEEK:
            words = ngettext("every week", "every %(count)d weeks", period.count)
        case Unit.MONTH:
            words = ngettext("every month", "every %(count)d months", period.count)
        case Unit.QUARTER:
            words = ngettext("every quarter", "every %(count)d quarters", period.count)
        case Unit.YEAR:
            words = ngettext("every year", "every %(count)d years", period.count)
    return words % number


def price_list() -> list[Offer]:
    """Return what readers can buy, in the desk's order."""
    return [offer_of(plan) for plan in Plan.objects.for_readers()]


def lowest_offer() -> Offer | None:
    """Return the cheapest plan that opens articles, in the currency of the first on the list; None without one."""
    plans = shared("plans for articles", lambda: list(Plan.objects.for_readers().filter(gives_articles=True)))
    if not plans:
        return None
    return offer_of(
        min((plan for plan in plans if plan.currency == plans[0].currency), key=lambda one: one.price_amount)
    )


@kept
def networks_read() -> bool:
    """Whether an organisation reads by its network, so that the wall says so."""
    depends_on(OFFER)
    return Organisation.objects.exclude(ip_ranges=[]).exists()


@kept
def _sells() -> bool:
    depends_on(FOR_SALE)
    return Plan.objects.for_readers().exists()


@seller
def plans_page() -> str:
    """Return where “Subscribe” leads when the paper has chosen no page: to the price list, if it has anything."""
    return reverse("subscription_plans") if _sells() else ""
