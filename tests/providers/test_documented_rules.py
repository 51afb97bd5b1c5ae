"""The services refuse what the documentation refuses: otherwise passing against them would mean little."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.providers.cinetpay import REQUIRED, CinetPayService
from tests.providers.stripe_checkout import SECRET_KEY, StripeService
from tests.providers.wave import WaveService

WAVE_SESSION = {
    "amount": "1000",
    "currency": "XOF",
    "error_url": "https://example.com/error",
    "success_url": "https://example.com/success",
    "client_reference": "ORDER-1",
}
CINETPAY_PAYMENT = {
    "apikey": "key",
    "site_id": "1",
    "transaction_id": "ORDER-1",
    "amount": 100,
    "currency": "XOF",
    "description": "Abonnement",
    "notify_url": "https://example.com/notify",
    "return_url": "https://example.com/return",
    "channels": "ALL",
}


@pytest.fixture
def wave() -> Iterator[WaveService]:
    with WaveService(api_key="key", webhook_secret="secret") as service:
        yield service


@pytest.fixture
def cinetpay() -> Iterator[CinetPayService]:
    with CinetPayService(api_key="key", site_id="1", secret_key="secret") as service:
        yield service


def _post(
    service: WaveService | CinetPayService, path: str, body: Any, key: str = "key"
) -> requests.Response:
    headers = {"Authorization": f"Bearer {key}"}
    return requests.post(f"{service.address}{path}", json=body, headers=headers, timeout=10)


def test_wave_opens_what_its_page_shows(wave: WaveService) -> None:
    assert _post(wave, "/v1/checkout/sessions", WAVE_SESSION).json()["checkout_status"] == "open"


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 1000},
        {"amount": "1000.00"},
        {"amount": "01000"},
        {"amount": "0"},
        {"currency": "EUR"},
        {"success_url": "http://example.com/"},
        {"error_url": ""},
        {"client_reference": "1" * 256},
    ],
)
def test_wave_refuses_what_its_page_excludes(wave: WaveService, wrong: dict[str, Any]) -> None:
    response = _post(wave, "/v1/checkout/sessions", {**WAVE_SESSION, **wrong})

    assert (response.status_code, response.json()["code"]) == (400, "request-validation-error")


def test_wave_wants_its_key(wave: WaveService) -> None:
    assert _post(wave, "/v1/checkout/sessions", WAVE_SESSION, key="wrong").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        *[{name: ""} for name in REQUIRED[2:]],
        {"amount": 101},
        {"amount": "100"},
        {"currency": "EUR"},
        {"channels": "CASH"},
        {"description": "Un mois #1"},
    ],
)
def test_cinetpay_refuses_what_its_page_excludes(cinetpay: CinetPayService, wrong: dict[str, Any]) -> None:
    assert _post(cinetpay, "/v2/payment", {**CINETPAY_PAYMENT, **wrong}).json()["code"] == "608"


def test_cinetpay_opens_a_transaction_once(cinetpay: CinetPayService) -> None:
    codes = [_post(cinetpay, "/v2/payment", CINETPAY_PAYMENT).json()["code"] for _time in range(2)]

    assert codes == ["201", "608"]


def test_cinetpay_wants_its_key_and_its_site(cinetpay: CinetPayService) -> None:
    for wrong, code in (({"apikey": "x"}, "609"), ({"site_id": "2"}, "613")):
        assert _post(cinetpay, "/v2/payment", {**CINETPAY_PAYMENT, **wrong}).json()["code"] == code


def test_cinetpays_token_is_made_of_all_values_in_the_order_of_the_page(cinetpay: CinetPayService) -> None:
    _post(cinetpay, "/v2/payment", CINETPAY_PAYMENT)
    form = cinetpay.notification("ORDER-1")

    tokens = {cinetpay.token({**form, name: "x"}) for name in form} | {cinetpay.token(form)}

    assert len(tokens) == len(form) + 1


def test_stripe_answers_a_repeated_request_alike_and_refuses_another_one_under_its_key() -> None:
    form = {
        "mode": "payment",
        "success_url": "https://example.com/",
        "line_items[0][price_data][currency]": "xof",
        "line_items[0][price_data][unit_amount]": "100",
        "line_items[0][price_data][product_data][name]": "Abonnement",
        "line_items[0][quantity]": "1",
    }
    headers = {"Authorization": f"Bearer {SECRET_KEY}", "Idempotency-Key": "1"}
    with StripeService("http://127.0.0.1:1", webhook_secret="whsec") as stripe:
        address = f"{stripe.address}/v1/checkout/sessions"
        first, second = (requests.post(address, data=form, headers=headers, timeout=10) for _time in range(2))
        other = requests.post(address, data={**form, "mode": "setup"}, headers=headers, timeout=10)

    assert first.json()["id"] == second.json()["id"]
    assert other.json()["error"]["type"] == "idempotency_error"
