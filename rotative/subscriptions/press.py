"""What a change of plans, or of the networks of organisations, touches of the printed pages."""

from collections.abc import Iterator

from rotative.press.declarations import when_changed
from rotative.press.showing import shows_otherwise
from rotative.subscriptions.keys import FOR_SALE, OFFER
from rotative.subscriptions.models import Organisation, Plan
from rotative.subscriptions.offers import networks_read


def _of_a_plan(plan: Plan) -> Iterator[str]:
    yield OFFER
    if shows_otherwise(FOR_SALE, Plan.objects.for_readers().exists()):
        yield FOR_SALE


def _of_an_organisation(organisation: Organisation) -> Iterator[str]:
    if shows_otherwise(f"{OFFER}:networks", networks_read()):
        yield OFFER


when_changed(Plan, keys=_of_a_plan)
when_changed(Organisation, keys=_of_an_organisation)
