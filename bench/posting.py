"""Clients that write in a discussion, each as often as it is answered; one in ten sends the same once more."""

import http.client
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.load import CannotMeasureError

AGAIN = 10  # of so many, one is sent twice, as by a double click
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Writer:
    """Somebody who writes. ``took``: seconds of each answer; ``sent``: what was taken; ``failed``: other answers."""

    port: int
    path: str
    session: str
    mark: str
    took: list[float] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    def open(self) -> None:
        """Fetch the form once. Raises CannotMeasureError where there is none."""
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self._headers = {"Host": f"localhost:{self.port}", "Cookie": self.session}
        self._connection.request("GET", self.path, headers=self._headers)
        answer = self._connection.getresponse()
        form = _TOKEN.search(answer.read().decode())
        cookie = re.search(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie") or "")
        if form is None or cookie is None:
            raise CannotMeasureError(f"{self.path} answers {answer.status}, without a form")
        self._token = form[1]
        self._headers |= {
            "Cookie": f"{self.session}; csrftoken={cookie[1]}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def write_until(self, moment: float) -> None:
        """Write one contribution after the other until ``moment`` of the monotonic clock."""
        while time.monotonic() < moment:
            self.write()

    def write(self) -> None:
        """Write one contribution."""
        number = len(self.took)
        text, key = f"{self.mark} {number}, {uuid.uuid4()}", str(uuid.uuid4())
        begun = time.monotonic()
        status = self._send(text, key)
        self.took.append(time.monotonic() - begun)
        if status != 302:
            self.failed.append(status)
            return
        self.sent.append(text)
        if number % AGAIN == 0 and (status := self._send(text, key)) != 302:
            self.failed.append(status)

    def _send(self, text: str, key: str) -> int:
        body = {"csrfmiddlewaretoken": self._token, "text": text, "retry_key": key, "website": ""}
        self._connection.request("POST", self.path, urlencode(body), self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status


def write_together(writers: list[Writer], seconds: float) -> float:
    """Have all write at the same time, so long; return how many seconds it took."""
    for writer in writers:
        writer.open()
    begun = time.monotonic()
    threads = [threading.Thread(target=writer.write_until, args=[begun + seconds]) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun
