"""What is for sale, in the reader's language: the price list, and the lowest price for the wall."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rotative.paper.navigation import seller
from rotative.press.collecting import depends_on
from rotative.subscriptions.keys import FOR_SALE
from rotative.subscriptions.models import Organisation, Plan
from rotative.subscriptions.periods import Period, Unit


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan as the price list shows it; ``introduction`` and ``trial`` are empty where there is none."""

    plan: Plan
    price: str
    per: str
    introduction: str
    trial: str
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
        gives=tuple(words for is_given, words in gives if is_given),
    )


def price_list() -> list[Offer]:
    """Return what readers can buy, in the desk's order."""
    return [offer_of(plan) for plan in Plan.objects.for_sale()]


def lowest_offer() -> Offer | None:
    """Return the cheapest plan that opens articles, in the currency of the first on the list; None without one."""
    plans = list(Plan.objects.for_sale().filter(gives_articles=True))
    if not plans:
        return None
    return offer_of(
        min((plan for plan in plans if plan.currency == plans[0].currency), key=lambda one: one.price_amount)
    )


def networks_read() -> bool:
    """Whether an organisation reads by its network, so that the wall says so."""
    return Organisation.objects.exclude(ip_ranges=[]).exists()


@seller
def plans_page() -> str:
    """Return where “Subscribe” leads when the paper has chosen no page: to the price list, if it has anything."""
    depends_on(FOR_SALE)
    return reverse("subscription_plans") if Plan.objects.for_sale().exists() else ""
