"""The payment providers of this site, made of its settings; the demonstration has a test till besides."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from rotative.subscriptions.payments.demo_till import DemoTill
from rotative.subscriptions.payments.interface import Provider
from rotative.subscriptions.payments.offering import TillPlace, make_providers

# A reader waits for a checkout to be opened; what a slow provider knows later is asked later.
ANSWERING = 10.0
# `rotative demo` makes this folder in ROTATIVE_HOME, and nothing else does.
DEMO_FOLDER = "test-till"


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


def demo_till() -> DemoTill | None:
    """Return the test till where there is one."""
    till = providers().get(DemoTill.name)
    return till if isinstance(till, DemoTill) else None


@lru_cache(maxsize=4)
def _made(config: tuple[tuple[str, str], ...], folder: Path, page: str) -> Mapping[str, Provider]:
    """Make the providers once a process; the till's page is an address of the language that is active."""
    place = TillPlace(folder, page) if page else None
    return make_providers(dict(config), demo_till=place, answering=ANSWERING)
