"""The line to Stripe: its own library, made to fail as our other lines do, and its signatures.

https://docs.stripe.com/api/idempotent_requests says why nothing happens twice, https://docs.stripe.com/webhooks how an
event is signed.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import requests
import stripe

from rotative.subscriptions.payments.asking import CONNECTING, NoAuth
from rotative.subscriptions.payments.credentials import Credentials
from rotative.subscriptions.payments.interface import NotificationForged, ProviderAway, ProviderRefused
from rotative.subscriptions.payments.reasons import Reason
from rotative.subscriptions.payments.stripe_sessions import mapping

TOLERANCE = timedelta(minutes=5)  # what Stripe's library takes; retries of Stripe are signed anew
_MOST_PAGES = 20  # of a hundred: a term of a week for forty years

# Below that the library writes what it sends and gets, readers' addresses among it.
logging.getLogger("stripe").setLevel(logging.WARNING)


class StripeLine:
    """Stripe's library for one account. ``client`` is the library's; it is asked through ``call`` and ``all_of``."""

    def __init__(self, provider: str, credentials: Credentials, *, base: str, answering: float) -> None:
        self._provider = provider
        self._credentials = credentials
        session = requests.Session()
        session.max_redirects = 0
        session.auth = NoAuth()
        self.client = stripe.StripeClient(
            credentials["secret_key"],
            base_addresses={"api": base},
            http_client=stripe.RequestsClient(timeout=(CONNECTING, answering), session=session),
            max_network_retries=0,  # call asks again by itself
        )

    def call(self, kind: str, refusal: Reason, act: Callable[[], object]) -> Mapping[str, Any]:
        """Return an object of Stripe's, nothing where Stripe knows none.

        Where no answer came it is asked once more: all that is asked here may be repeated. Raises ProviderAway, and
        ProviderRefused for the reason ``refusal``.
        """
        problem: Exception = ProviderAway(self._provider, "its answer is not what was asked for")
        for _attempt in range(2):
            try:
                found = act()
            except stripe.StripeError as error:
                if isinstance(error, stripe.InvalidRequestError) and error.http_status == 404:
                    return {}
                problem = self._problem(error, refusal)
            else:
                # On an answer that is none of its objects the library does not fail by itself.
                data = found.to_dict() if isinstance(found, stripe.StripeObject) else {}
                if data.get("object") == kind:
                    return data
            if not isinstance(problem, ProviderAway):
                break
        # Outside the handler: Stripe's errors hold the answer, and nobody needs to keep it.
        raise problem

    def all_of(self, page: Callable[[Any], object], **which: str) -> Iterator[Mapping[str, Any]]:
        """Give what a list of Stripe's holds, the newest first. ``page`` asks for one page of ``which``."""
        asked: dict[str, Any] = {"limit": 100, **which}
        for _page in range(_MOST_PAGES):
            found = self.call("list", Reason.REQUEST_REFUSED, partial(page, asked))
            rows = [mapping(row) for row in found.get("data") or []]
            yield from rows
            if not rows or not found.get("has_more"):
                return
            asked = {**asked, "starting_after": str(rows[-1].get("id"))}

    def check(self, signature: str, raw_body: bytes, now: datetime) -> None:
        """Raise NotificationForged unless ``Stripe-Signature`` is Stripe's, and of about ``now``."""
        if not self._is_stripes(signature, raw_body):
            raise NotificationForged(self._provider, "the signature is not Stripe’s")
        # Read as the library reads it, or an old signature could be dressed up with a second moment.
        moment = next(int(pair.split("=")[1]) for pair in signature.split(",") if pair.split("=")[0] == "t")
        if abs(now.timestamp() - moment) > TOLERANCE.total_seconds():
            raise NotificationForged(
                self._provider, "it was signed too long ago, or the server’s clock is wrong"
            )

    def _problem(self, error: stripe.StripeError, refusal: Reason) -> Exception:
        """Return what a failure means to us. What Stripe says of keys repeats their ends, so it is not repeated."""
        if isinstance(error, stripe.AuthenticationError | stripe.PermissionError):
            return ProviderRefused(self._provider, Reason.KEYS_REFUSED)
        said = self._credentials.quote(f"{error.code or ''} {error.user_message or ''}")
        if isinstance(error, stripe.IdempotencyError):
            return ProviderRefused(self._provider, Reason.ORDER_TAKEN, said)
        if isinstance(error, stripe.InvalidRequestError):
            return ProviderRefused(self._provider, refusal, said)
        return ProviderAway(
            self._provider, f"no whole answer ({type(error).__name__}, status {error.http_status})"
        )

    def _is_stripes(self, signature: str, raw_body: bytes) -> bool:
        try:
            return bool(
                stripe.WebhookSignature.verify_header(
                    raw_body, signature, self._credentials["webhook_secret"]
                )
            )
        except (stripe.SignatureVerificationError, ValueError, TypeError):  # TypeError: letters beyond ASCII
            return False
