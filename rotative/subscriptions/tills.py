"""The payment providers of this site, made of its settings; the demonstration has a test till besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from rotative.subscriptions.models import Plan
from rotative.subscriptions.payments.demo_till import DemoTill
from rotative.subscriptions.payments.interface import Provider, Renewing
from rotative.subscriptions.payments.offering import TillPlace, make_providers
from rotative.subscriptions.renewing import may_renew

# A reader waits for a checkout to be opened; what a slow provider knows later is asked later.
ANSWERING = 10.0
# `rotative demo` makes this folder in ROTATIVE_HOME, and nothing else does.
DEMO_FOLDER = "test-till"
RENEWING = "-renewing"  # behind a provider's name, in a form


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay: a provider, for one term or for all to come until the reader cancels."""

    till: Provider
    renews: bool = False

    @property
    def value(self) -> str:
        """What a form calls it."""
        return f"{self.till.name}{RENEWING if self.renews else ''}"


def till_folder() -> Path:
    """Return where the demonstration's till keeps its orders; the folder is there in the demonstration only."""
    return Path(settings.ROTATIVE_HOME) / DEMO_FOLDER


def providers() -> Mapping[str, Provider]:
    """Return the providers of this site by name, in the order in which they are offered."""
    folder = till_folder()
    page = ""
    if folder.is_dir():
        page = reverse("subscription_till", kwargs={"reference": "REF"}).replace("REF", "{reference}")
    return _made(tuple(settings.PAYMENTS.items()), folder, page)


def offered(currency: str) -> list[Provider]:
    """Return the providers that take a currency."""
    return [provider for provider in providers().values() if currency in provider.currencies]


def ways_to_pay(plan: Plan, reader: Any) -> list[Way]:
    """Return how a reader can pay for a plan: what renews by itself first, then each way for a single term."""
    tills = offered(plan.currency)
    renewing = [till for till in tills if isinstance(till, Renewing)] if may_renew(plan, reader) else []
    return [*(Way(till, renews=True) for till in renewing), *(Way(till) for till in tills)]


def demo_till() -> DemoTill | None:
    """Return the test till where there is one."""
    till = providers().get(DemoTill.name)
    return till if isinstance(till, DemoTill) else None


@lru_cache(maxsize=4)
def _made(config: tuple[tuple[str, str], ...], folder: Path, page: str) -> Mapping[str, Provider]:
    """Make the providers once a process; the till's page is an address of the language that is active."""
    place = TillPlace(folder, page) if page else None
    return make_providers(dict(config), demo_till=place, answering=ANSWERING)
