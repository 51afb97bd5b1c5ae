"""Text messages (SMS): the narrow way out, by a gateway that the setting SMS_BACKEND names, or none.

A gateway is a class without arguments that has the method of `Texts`. The paper goes on without one: nobody is offered
anything that needs a text, and nothing breaks.
"""

import logging
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils.module_loading import import_string
from requests.auth import AuthBase

logger = logging.getLogger(__name__)
CONNECTING, ANSWERING = 5.0, 10.0  # seconds
ATTEMPTS = 3
_LATER = {408, 425, 429}


class NotTexted(Exception):
    """The gateway did not take a text, or did not say that it did. The message is for operators; it holds no key."""


class Texts(Protocol):
    """A gateway for text messages."""

    def send(self, number: str, text: str, *, key: str) -> None:
        """Send a text to a number in international form (+223…), once for each ``key``. Raises NotTexted."""
        ...


def gateway() -> Texts | None:
    """Return the gateway of this site, None where it has none."""
    if not settings.SMS_BACKEND:
        return None
    made: Texts = import_string(settings.SMS_BACKEND)()
    return made


class ConsoleTexts:
    """Writes texts into the log, codes and all: to try things out."""

    def send(self, number: str, text: str, *, key: str) -> None:
        """Write it there."""
        logger.info("SMS %s [%s] %s", number, key, text)


class FileTexts:
    """Writes each text into a file of the folder `texts` in ROTATIVE_HOME, for trying out and for tests."""

    def send(self, number: str, text: str, *, key: str) -> None:
        """Write it down."""
        folder = Path(settings.ROTATIVE_HOME) / "texts"
        folder.mkdir(parents=True, exist_ok=True)
        name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        (folder / f"{name}.txt").write_text(f"{number}\n{key}\n{text}\n", encoding="utf-8")


class _Bearer(AuthBase):
    """The secret, in a header of its own, so that `requests` does not look for another one in ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {settings.SMS_SECRET}"
        return request


class HttpTexts:
    """Posts each text to the address SMS_URL as JSON, with SMS_SECRET as a bearer token.

    The body is `{"to": "+223…", "text": "…", "key": "…"}`; the key is the header Idempotency-Key too. 200 to 299 means
    taken. Without an answer, or with one that says later, it is posted again under the same key, three times in all.
    """

    def send(self, number: str, text: str, *, key: str) -> None:
        """Post it. Raises NotTexted where it was refused, or never answered."""
        problem = "it was not asked"
        for _attempt in range(ATTEMPTS):
            problem, is_final = _post({"to": number, "text": text, "key": key}, key)
            if not problem:
                return
            if is_final:
                break
        raise NotTexted(f"the SMS gateway: {problem}")


def _post(body: dict[str, str], key: str) -> tuple[str, bool]:
    """Post once, and return what was wrong, empty for nothing, and whether asking again is of no use."""
    with suppress(requests.RequestException):
        response = requests.post(
            settings.SMS_URL,
            json=body,
            headers={"Idempotency-Key": key},
            auth=_Bearer(),
            timeout=(CONNECTING, ANSWERING),
            allow_redirects=False,
            stream=True,  # what it says besides is not read
        )
        response.close()
        if 200 <= response.status_code < 300:
            return "", True
        return f"it answers with status {response.status_code}", not (
            response.status_code >= 500 or response.status_code in _LATER
        )
    return "no answer", False


def why_wrong(backend: str, url: str, secret: str) -> str:
    """Return what is wrong with the settings of a gateway, empty for nothing."""
    module, _, name = backend.rpartition(".")
    if not module or (module == __name__ and name not in {"ConsoleTexts", "FileTexts", "HttpTexts"}):
        return f'SMS_BACKEND: "{backend}" is no gateway, write {__name__}.HttpTexts'
    if name != HttpTexts.__name__:
        return ""
    parts = urlsplit(url)
    if not (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))
    ):
        return "SMS_URL: write an address that begins with https://"
    return "" if secret else "SMS_SECRET: the gateway needs a secret"
