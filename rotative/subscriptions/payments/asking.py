"""Asks providers over HTTPS: with time limits, never elsewhere, and believing nothing that is not whole JSON.

No exception leaves from inside another one: what `requests` raises holds the request, and with it the keys.
"""

import ipaddress
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from rotative.subscriptions.payments.credentials import Credentials
from rotative.subscriptions.payments.interface import ProviderAway, ProviderMisconfigured

CONNECTING = 5.0  # seconds
ANSWERING = 20.0  # seconds; mobile-money operators behind a provider are slow
LONGEST_ANSWER = 1_000_000  # bytes

_LATER = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider answered, below status 500."""

    status: int
    data: Mapping[str, Any]


class NoAuth(AuthBase):
    """Adds nothing, and keeps `requests` from looking into ~/.netrc for something to add."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class BearerAuth(AuthBase):
    """Sends a key as a bearer token."""

    def __init__(self, credentials: Credentials, name: str) -> None:
        self._credentials = credentials
        self._name = name

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._credentials[self._name]}"
        return request


class Line:
    """The line to one provider's API. ``answering`` is the seconds that an answer may take."""

    def __init__(
        self, provider: str, base: str, auth: AuthBase | None = None, *, answering: float = ANSWERING
    ) -> None:
        self._provider = provider
        self._base = checked_base(provider, base)
        self._auth = auth or NoAuth()
        self._answering = answering

    def read(self, method: str, path: str, **what: Any) -> Answer:
        """Ask what changes nothing, so it may be asked a second time. Raises ProviderAway."""
        answer = self._ask(method, path, **what)
        if isinstance(answer, str):
            answer = self._ask(method, path, **what)
        return self._heard(answer)

    def write(self, method: str, path: str, **what: Any) -> Answer:
        """Ask for something to be done, once. Raises ProviderAway: then it may be done or not."""
        return self._heard(self._ask(method, path, **what))

    def _heard(self, answer: Answer | str) -> Answer:
        if isinstance(answer, str):
            raise ProviderAway(self._provider, answer)
        return answer

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        may_be_empty: bool = False,
    ) -> Answer | str:
        """Return the answer, or what was wrong with it."""
        until = time.monotonic() + CONNECTING + self._answering
        try:
            with requests.request(
                method,
                f"{self._base}{path}",
                params=query,
                json=body,
                headers={"Accept": "application/json", **(headers or {})},
                auth=self._auth,
                timeout=(CONNECTING, self._answering),
                allow_redirects=False,
                stream=True,
            ) as response:
                status = response.status_code
                raw = _whole_body(response, until)
        except requests.RequestException as error:
            return f"no whole answer ({type(error).__name__})"
        if status >= 500 or status in _LATER:
            return f"it answers with status {status}"
        if 300 <= status < 400:
            return f"it sends us elsewhere, with status {status}"
        if raw is None:
            return "its answer is too long, or too slow"
        if may_be_empty and not raw.strip():
            return Answer(status, {})
        return _parsed(status, raw)


def _whole_body(response: requests.Response, until: float) -> bytes | None:
    """Return the body; None where it does not end, in bytes or in time."""
    body = b""
    for piece in response.iter_content(64 * 1024):
        body += piece
        if len(body) > LONGEST_ANSWER or time.monotonic() > until:
            return None
    return body


def _parsed(status: int, raw: bytes) -> Answer | str:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return f"its answer is not JSON, with status {status}"
    if not isinstance(data, dict):
        return f"its answer is not a JSON object, with status {status}"
    return Answer(status, data)


def checked_base(provider: str, base: str) -> str:
    """Return an API's address without a slash at its end. Raises ProviderMisconfigured unless it is https or local."""
    parts = urlsplit(base)
    if not parts.hostname or not (
        parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))
    ):
        raise ProviderMisconfigured(provider, "the address of the API must begin with https://")
    return base.rstrip("/")


def address_for_the_reader(provider: str, address: object, base: str) -> str:
    """Return the address to send a reader to. Raises ProviderAway unless it is https, or local like the API itself."""
    if isinstance(address, str):
        parts = urlsplit(address)
        here = urlsplit(base).scheme == "http" and parts.scheme == "http" and _is_here(parts.hostname or "")
        if parts.hostname and (parts.scheme == "https" or here):
            return address
    raise ProviderAway(provider, "it answers without an address to pay at")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
