"""Which providers a site offers, by the keys it has."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from rotative.subscriptions.payments.interface import Provider, ProviderMisconfigured
from rotative.subscriptions.payments.offering import SETTINGS, TillPlace, make_providers

ROOT = Path(__file__).resolve().parents[3]
KEYS = {
    "cinetpay": {"CINETPAY_API_KEY": "a", "CINETPAY_SITE_ID": "1", "CINETPAY_SECRET_KEY": "b"},
    "wave": {"WAVE_API_KEY": "a", "WAVE_WEBHOOK_SECRET": "b"},
    "stripe": {"STRIPE_SECRET_KEY": "a", "STRIPE_WEBHOOK_SECRET": "b"},
}


def test_without_keys_nothing_is_offered() -> None:
    assert make_providers({}) == {}
    assert make_providers(dict.fromkeys(SETTINGS, " ")) == {}


@pytest.mark.parametrize("name", KEYS)
def test_a_provider_with_its_keys_is_offered_alone(name: str) -> None:
    providers: dict[str, Provider] = make_providers(KEYS[name])

    assert list(providers) == [name]
    assert providers[name].name == name
    assert providers[name].label
    assert "XOF" in providers[name].currencies


def test_all_are_offered_in_the_same_order() -> None:
    config = {**KEYS["stripe"], **KEYS["wave"], **KEYS["cinetpay"]}

    assert list(make_providers(config)) == ["cinetpay", "wave", "stripe"]


@pytest.mark.parametrize("name", KEYS)
def test_a_half_configured_provider_names_what_is_missing(name: str) -> None:
    keys = KEYS[name]
    for size in range(1, len(keys)):
        for given in combinations(keys, size):
            with pytest.raises(ProviderMisconfigured) as told:
                make_providers({key: keys[key] for key in given})

            for key in keys:
                assert (key in str(told.value)) == (key not in given)


@pytest.mark.parametrize("name", ["CINETPAY_API_BASE", "WAVE_API_BASE", "STRIPE_API_BASE"])
def test_an_api_without_tls_is_a_mistake(name: str) -> None:
    config = {**KEYS[name.split("_", maxsplit=1)[0].lower()], name: "http://api.example.com"}

    with pytest.raises(ProviderMisconfigured, match="https://"):
        make_providers(config)


def test_the_test_till_is_offered_where_the_demonstration_asks_for_it(tmp_path: Path) -> None:
    place = TillPlace(folder=tmp_path, page="http://localhost:8000/caisse/{reference}/")

    assert list(make_providers({}, demo_till=place)) == ["test-till"]
    assert "test-till" not in make_providers(KEYS["wave"])


def test_every_setting_is_explained_to_the_operator() -> None:
    explained = (ROOT / "docs/payments.md").read_text(encoding="utf-8")

    assert [name for name in SETTINGS if not re.search(rf"`{name}`", explained)] == []
