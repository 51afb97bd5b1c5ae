"""CinetPay's API v2 as https://docs.cinetpay.com/api/1.0-en/checkout/ describes it.

Pages: `initialisation`, `notification`, `hmac`, `verification` under that address. Where no page says what happens, the
comment says so.
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.providers.service import Asked, Reply, Service

# Page initialisation: the fields marked “Required: Yes”.
REQUIRED = (
    "apikey",
    "site_id",
    "transaction_id",
    "amount",
    "currency",
    "description",
    "notify_url",
    "return_url",
    "channels",
)
CURRENCIES = {"XOF", "XAF", "CDF", "GNF", "USD"}  # page initialisation
CHANNELS = {"ALL", "MOBILE_MONEY", "CREDIT_CARD", "WALLET"}  # page initialisation
UNWANTED = set("#/$_&")  # page initialisation: do not put special characters in the description

# Page hmac, step 1: the values are written one after the other in this order.
SIGNED = (
    "cpm_site_id",
    "cpm_trans_id",
    "cpm_trans_date",
    "cpm_amount",
    "cpm_currency",
    "signature",
    "payment_method",
    "cel_phone_num",
    "cpm_phone_prefixe",
    "cpm_language",
    "cpm_version",
    "cpm_payment_config",
    "cpm_page_action",
    "cpm_custom",
    "cpm_designation",
    "cpm_error_message",
)


@dataclass
class Transaction:
    """What CinetPay knows of a payment."""

    transaction_id: str
    amount: str
    currency: str
    description: str
    metadata: str | None
    code: str = "662"
    message: str = "WAITING_CUSTOMER_PAYMENT"
    status: str = "WAITING_FOR_CUSTOMER"
    payment_method: str | None = None
    payment_date: str = " "  # page verification: a blank where nothing was paid


class CinetPayService(Service):
    """A CinetPay with one merchant."""

    def __init__(self, *, api_key: str, site_id: str, secret_key: str) -> None:
        super().__init__()
        self.transactions: dict[str, Transaction] = {}
        self._api_key = api_key
        self._site_id = site_id
        self._secret_key = secret_key

    def answer(self, asked: Asked) -> Reply:
        """All requests are POST, in JSON (page initialisation)."""
        if asked.method != "POST":
            return _refused("608", "MINIMUM_REQUIRED_FIELDS", "POST only")
        body = asked.json
        if body.get("apikey") != self._api_key:
            return _refused("609", "AUTH_NOT_FOUND", f"the apikey {body.get('apikey')} is not known")
        if body.get("site_id") != self._site_id:
            return _refused("613", "ERROR_SITE_ID_NOTVALID", "the site_id is not known")
        if asked.path == "/v2/payment":
            return self._initialise(body)
        if asked.path == "/v2/payment/check":
            return self._check(str(body.get("transaction_id", "")))
        return Reply(404, {"message": "no such address"})

    def pay(self, transaction_id: str, method: str = "OM") -> None:
        """The customer pays (page verification, “Exemple de réponse succès”)."""
        paid = self.transactions[transaction_id]
        paid.code, paid.message, paid.status = "00", "SUCCES", "ACCEPTED"
        paid.payment_method, paid.payment_date = method, "2022-09-15 22:57:15"

    def refuse(self, transaction_id: str, code: str = "627", message: str = "TRANSACTION_CANCEL") -> None:
        """The payment fails (page verification, “Exemple de réponse échec”)."""
        failed = self.transactions[transaction_id]
        failed.code, failed.message, failed.status = code, message, "REFUSED"
        failed.payment_method = "MOMO"

    def wait(self, transaction_id: str) -> None:
        """The operator asks the customer on the phone (page notification: WAITING_FOR_CUSTOMER)."""
        asked = self.transactions[transaction_id]
        asked.code, asked.message, asked.status = (
            "623",
            "WAITING_CUSTOMER_TO_VALIDATE",
            "WAITING_FOR_CUSTOMER",
        )

    def notification(self, transaction_id: str) -> dict[str, str]:
        """The form that is posted to notify_url (pages notification and hmac)."""
        about = self.transactions[transaction_id]
        return {
            "cpm_site_id": self._site_id,
            "cpm_trans_id": transaction_id,
            "cpm_trans_date": "2022-09-15 22:56:40",  # page notification (French): 2000-12-21 19:19:00
            "cpm_amount": about.amount,
            "cpm_currency": about.currency,
            "signature": "a1b2c3d4e5",
            "payment_method": about.payment_method or "",
            "cel_phone_num": "70000000",
            "cpm_phone_prefixe": "226",
            "cpm_language": "fr",
            "cpm_version": "V4",
            "cpm_payment_config": "SINGLE",
            "cpm_page_action": "PAYMENT",
            "cpm_custom": about.metadata or "",
            "cpm_designation": about.description,
            "cpm_error_message": about.message,
        }

    def token(self, form: dict[str, str]) -> str:
        """Page hmac, step 2: HMAC with SHA-256 and the secret key, sent as the header x-token."""
        data = "".join(form[name] for name in SIGNED)
        return hmac.new(self._secret_key.encode(), data.encode(), hashlib.sha256).hexdigest()

    def posted(self, transaction_id: str) -> tuple[dict[str, str], bytes]:
        """The headers and the body of a notification."""
        form = self.notification(transaction_id)
        return {"X-Token": self.token(form)}, urlencode(form).encode()

    def _initialise(self, body: dict[str, object]) -> Reply:
        missing = [name for name in REQUIRED if body.get(name) in (None, "")]
        if missing:
            return _refused("608", "MINIMUM_REQUIRED_FIELDS", f"{missing[0]} is missing")
        amount = body["amount"]
        if not isinstance(amount, int) or amount % 5:
            return _refused("608", "MINIMUM_REQUIRED_FIELDS", "the amount must be a multiple of 5")
        if body["currency"] not in CURRENCIES or body["channels"] not in CHANNELS:
            return _refused("608", "MINIMUM_REQUIRED_FIELDS", "no such currency, or no such channel")
        if UNWANTED & set(str(body["description"])):
            return _refused("608", "MINIMUM_REQUIRED_FIELDS", "special characters in the description")
        transaction_id = str(body["transaction_id"])
        if transaction_id in self.transactions:
            # Page initialisation: unique. Which code a second one gets, no page says.
            return _refused("608", "MINIMUM_REQUIRED_FIELDS", "transaction_id is taken")
        metadata = body.get("metadata")
        self.transactions[transaction_id] = Transaction(
            transaction_id,
            str(amount),
            str(body["currency"]),
            str(body["description"]),
            str(metadata) if metadata else None,
        )
        token = hashlib.sha256(transaction_id.encode()).hexdigest()
        return Reply(
            200,
            {
                "code": "201",
                "message": "CREATED",
                "description": "Transaction created with success",
                "data": {"payment_token": token, "payment_url": f"{self.address}/payment/{token}"},
                "api_response_id": "1652349017.2093",
            },
        )

    def _check(self, transaction_id: str) -> Reply:
        about = self.transactions.get(transaction_id)
        if about is None:
            # No page says how an unknown transaction is answered; without data it cannot be taken for anything.
            return _refused("600", "PAYMENT_FAILED", "no such transaction")
        return Reply(
            200,
            {
                "code": about.code,
                "message": about.message,
                "data": {
                    "amount": about.amount,
                    "currency": about.currency,
                    "status": about.status,
                    "payment_method": about.payment_method,
                    "description": about.description,
                    "metadata": about.metadata,
                    "operator_id": "MP220915.2257.A76307" if about.code == "00" else None,
                    "payment_date": about.payment_date,
                    "fund_availability_date": "2022-09-17 00:00:00",
                },
                "api_response_id": "1663323067.7677",
            },
        )


def _refused(code: str, message: str, description: str) -> Reply:
    return Reply(400, {"code": code, "message": message, "description": description, "data": {}})
