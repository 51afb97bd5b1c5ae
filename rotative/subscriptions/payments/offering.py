"""Makes the providers that a site has keys for, out of plain settings.

A provider without any key is not offered; one with a part of its keys is a mistake, told with the name of what is
missing. docs/payments.md says where each key comes from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rotative.subscriptions.payments.asking import ANSWERING
from rotative.subscriptions.payments.cinetpay import CinetPay
from rotative.subscriptions.payments.demo_till import DemoTill
from rotative.subscriptions.payments.interface import Provider, ProviderMisconfigured
from rotative.subscriptions.payments.stripe_cards import StripeCards
from rotative.subscriptions.payments.wave import Wave


@dataclass(frozen=True)
class _Kind:
    """A provider, with the arguments that its settings become."""

    name: str
    make: Callable[..., Provider]
    needed: Mapping[str, str]
    optional: Mapping[str, str]


_KINDS = (
    _Kind(
        CinetPay.name,
        CinetPay,
        {"CINETPAY_API_KEY": "api_key", "CINETPAY_SITE_ID": "site_id", "CINETPAY_SECRET_KEY": "secret_key"},
        {"CINETPAY_CHANNELS": "channels", "CINETPAY_API_BASE": "api_base"},
    ),
    _Kind(
        Wave.name,
        Wave,
        {"WAVE_API_KEY": "api_key", "WAVE_WEBHOOK_SECRET": "webhook_secret"},
        {"WAVE_API_BASE": "api_base"},
    ),
    _Kind(
        StripeCards.name,
        StripeCards,
        {"STRIPE_SECRET_KEY": "secret_key", "STRIPE_WEBHOOK_SECRET": "webhook_secret"},
        {"STRIPE_API_BASE": "api_base"},
    ),
)
SETTINGS = tuple(name for kind in _KINDS for name in (*kind.needed, *kind.optional))


@dataclass(frozen=True)
class TillPlace:
    """The demonstration's till: the folder of its orders, and the address of its page with ``{reference}`` in it."""

    folder: Path
    page: str


def make_providers(
    config: Mapping[str, str], *, demo_till: TillPlace | None = None, answering: float = ANSWERING
) -> dict[str, Provider]:
    """Return the providers of a site by their names, in the order in which they are offered.

    ``config`` holds settings by the names in ``SETTINGS``; what is missing or empty is not set. ``demo_till`` is given
    by the demonstration and by nobody else. Raises ProviderMisconfigured, naming the setting.
    """
    providers: dict[str, Provider] = {}
    for kind in _KINDS:
        given = {name: config.get(name, "").strip() for name in (*kind.needed, *kind.optional)}
        missing = [name for name in kind.needed if not given[name]]
        if len(missing) == len(kind.needed):
            continue
        if missing:
            raise ProviderMisconfigured(
                kind.name, f"{' and '.join(missing)} must be set too (docs/payments.md)"
            )
        arguments = {**kind.needed, **kind.optional}
        providers[kind.name] = kind.make(
            **{arguments[name]: value for name, value in given.items() if value}, answering=answering
        )
    if demo_till is not None:
        providers[DemoTill.name] = DemoTill(folder=demo_till.folder, page=demo_till.page, is_demo=True)
    return providers
