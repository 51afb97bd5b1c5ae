"""Asks a checker of the paper's own, over HTTP, what it thinks of a contribution; it may be away. No Django.

It is sent JSON, {"text", "author": {numbers}, "article"}, with X-Rotative-Signature: t=SECONDS,v1=HMAC-SHA256 of
"SECONDS.BODY" under the secret it shares with the paper, and answers {"verdict": "publish|hold|refuse", "reason": ""}.
"""

import hashlib
import hmac
import json
import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import requests

from rotative.discussion.facts import Author, Opinion, Place, Submission, Verdict

logger = logging.getLogger(__name__)

SIGNATURE: Final = "X-Rotative-Signature"
TIME_LIMIT: Final = 1.5  # seconds, in all: an author waits for it
LONGEST_ANSWER: Final = 16 * 1024  # bytes
LONGEST_REASON: Final = 300  # characters


class NotAnAddress(ValueError):
    """A checker's address must be one of http:// or https://."""


class _NoAnswer(Exception):
    """The checker said nothing that can be used, for this reason."""


def signature(secret: str, seconds: int, body: bytes) -> str:
    """Return the header that proves the paper has sent `body`, at this moment."""
    signed = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={signed.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Checker:
    """A checker at an address. Raises NotAnAddress when it is made with none."""

    address: str
    secret: str = field(repr=False)
    time_limit: float = TIME_LIMIT

    def __post_init__(self) -> None:
        if not _is_of_the_web(self.address):
            raise NotAnAddress("the address of the checker must begin with https:// or http://")

    def __call__(self, sent: Submission, author: Author, place: Place) -> Opinion | None:
        """Return what the checker thinks; None, and a line in the log, where it does not say in time."""
        question = {
            "text": sent.text,
            "author": {
                "approved": author.approved,
                "rejected": author.rejected,
                "flagged": author.flagged,
                "recent": len(author.recent),
            },
            "article": place.url,
        }
        body = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            SIGNATURE: signature(self.secret, int(sent.now.timestamp()), body),
        }
        try:
            return _opinion(self._answer(body, headers))
        except _NoAnswer as reason:
            logger.warning("discussion: the checker was passed over: %s", reason)
            return None

    def _answer(self, body: bytes, headers: dict[str, str]) -> bytes:
        """Return the answer's body. A thread asks: no timeout of a socket ends an answer that drips."""
        heard: list[bytes | _NoAnswer] = []

        def ask() -> None:
            try:
                heard.append(self._ask(body, headers))
            except _NoAnswer as reason:
                heard.append(reason)

        asking = threading.Thread(target=ask, name="discussion checker", daemon=True)
        asking.start()
        asking.join(self.time_limit)
        answer = heard[0] if heard else _NoAnswer("it takes too long")
        if isinstance(answer, _NoAnswer):
            raise answer
        return answer

    def _ask(self, body: bytes, headers: dict[str, str]) -> bytes:
        until = time.monotonic() + self.time_limit
        try:
            with requests.Session() as session:
                session.trust_env = False  # neither ~/.netrc nor a proxy has to do with it
                with session.post(
                    self.address,
                    data=body,
                    headers=headers,
                    timeout=self.time_limit,
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    if response.status_code != 200:
                        raise _NoAnswer(f"it answers with status {response.status_code}")
                    answer = b""
                    for piece in response.iter_content(1024):
                        answer += piece
                        if len(answer) > LONGEST_ANSWER or time.monotonic() > until:
                            raise _NoAnswer("its answer is too long, or too slow")
                    return answer
        except (
            requests.RequestException,
            OSError,
            ValueError,
        ) as error:  # of names that are none, of broken bodies
            raise _NoAnswer(f"no whole answer ({type(error).__name__})") from None


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _opinion(answer: bytes) -> Opinion:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        raise _NoAnswer("its answer is not JSON") from None
    verdict, reason = (said.get("verdict"), said.get("reason", "")) if isinstance(said, dict) else (None, "")
    if not isinstance(verdict, str) or verdict not in set(Verdict) or not isinstance(reason, str):
        raise _NoAnswer("its answer has no verdict")
    return Opinion(Verdict(verdict), reason[:LONGEST_REASON])
