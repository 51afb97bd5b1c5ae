"""Webhooks: what is told, signed, to whom, and what happens when nobody listens."""

import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone

from rotative.discussion import webhooks
from rotative.discussion.changing import withdraw
from rotative.discussion.chores import discussion_chores
from rotative.discussion.deciding import Deciding
from rotative.discussion.delivering import NotDelivered, deliver
from rotative.discussion.models import Webhook, WebhookDelivery
from rotative.discussion.undoing import undo
from tests.discussion.factories import make_contributor, make_rules, published, send
from tests.factories import Newspaper, UserFactory, make_article

SECRET = "un secret assez long"


class Listener(HTTPServer):
    """A program of the paper's: keeps what it is told, answers with ``status`` after ``delay`` seconds."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.delay, self.location = 200, 0.0, ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ecoute?cle=1"


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers.items()), body))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(db: Any, listener: Listener, settings: Any) -> Webhook:
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True
    return Webhook.objects.create(url=listener.url, secret=SECRET)


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


def told(listener: Listener) -> list[dict[str, Any]]:
    return [json.loads(body) for _path, _headers, body in listener.heard]


def test_what_is_published_is_told_with_its_text_and_signed(
    hook: Webhook, listener: Listener, article: Any
) -> None:
    now = timezone.now()
    row = published(make_contributor("Awa"), article, "Le **bac** est plein.")

    assert discussion_chores(now + timedelta(seconds=1))["webhook messages delivered"] == 1

    ((path, headers, body),) = listener.heard
    assert path == "/ecoute?cle=1"
    stamp, _comma, given = headers["X-Rotative-Signature"].partition(",v1=")
    signed = hmac.new(SECRET.encode(), stamp.removeprefix("t=").encode() + b"." + body, hashlib.sha256)
    assert given == signed.hexdigest()
    assert headers["X-Rotative-Event"] == "contribution.created"
    said = json.loads(body)
    assert said["event"] == "contribution.created"
    assert said["id"] == int(headers["X-Rotative-Delivery"])
    contribution = said["contribution"]
    assert contribution["text"] == "Le **bac** est plein."
    assert (contribution["id"], contribution["state"], contribution["author"]) == (row.pk, "published", "Awa")
    assert contribution["article"] == {"id": article.pk, "url": article.full_url}


def test_the_text_of_what_waits_or_is_gone_stays_here(
    hook: Webhook, listener: Listener, article: Any
) -> None:
    make_rules(newcomers=1)
    waiting = send(make_contributor(), article, "Le canari attend.").contribution
    make_rules()
    gone = published(make_contributor(), article, "Le canari est parti.")
    withdraw(gone, now=timezone.now())

    discussion_chores(timezone.now())

    bodies = told(listener)
    assert [one["event"].partition(".")[2] for one in bodies] == ["created", "created", "decided"]
    assert "canari" not in json.dumps(bodies)
    assert waiting is not None
    assert bodies[0]["contribution"]["state"] == "waiting"
    assert bodies[2]["contribution"]["state"] == "withdrawn"


def test_moderators_decisions_are_told_and_taken_back(
    hook: Webhook, listener: Listener, article: Any
) -> None:
    row, moderator, now = published(make_contributor(), article), UserFactory.create(), timezone.now()
    decision = Deciding(moderator, now=now).reject(row, "Injure.")
    assert decision is not None
    undo(decision, by=moderator, now=now)

    discussion_chores(timezone.now())

    states = [(one["event"], one["contribution"]["state"]) for one in told(listener)]
    assert states == [
        ("contribution.created", "published"),
        ("contribution.decided", "rejected"),
        ("contribution.decided", "published"),
    ]


def test_a_message_that_does_not_arrive_is_tried_with_growing_pauses_and_given_up(
    hook: Webhook, listener: Listener, article: Any
) -> None:
    listener.status = 503
    published(make_contributor(), article)
    now = timezone.now()
    attempts = []

    for minute in range(0, 24 * 60):
        before = len(listener.heard)
        webhooks.deliver_due(now=now + timedelta(minutes=minute))
        if len(listener.heard) > before:
            attempts.append(minute)

    assert attempts == [0, 1, 3, 7, 15, 31, 63, 127, 255, 511]
    delivery = WebhookDelivery.objects.get()
    assert delivery.given_up_at is not None
    assert delivery.error == "it answers with status 503"

    listener.status = 204
    webhooks.send_again(delivery, now=now)
    assert webhooks.deliver_due(now=now) == 1


def test_a_redirect_is_not_followed(hook: Webhook, listener: Listener, article: Any) -> None:
    listener.status, listener.location = 307, listener.url
    published(make_contributor(), article)

    assert webhooks.deliver_due(now=timezone.now() + timedelta(seconds=1)) == 0
    assert len(listener.heard) == 1


def test_a_hook_that_is_switched_off_is_told_nothing(hook: Webhook, listener: Listener, article: Any) -> None:
    published(make_contributor(), article)
    Webhook.objects.update(is_active=False)
    published(make_contributor(), article)

    webhooks.deliver_due(now=timezone.now() + timedelta(seconds=1))

    assert listener.heard == []
    assert WebhookDelivery.objects.count() == 1


def test_private_addresses_are_refused(
    hook: Webhook, listener: Listener, article: Any, settings: Any
) -> None:
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    published(make_contributor(), article)

    assert webhooks.deliver_due(now=timezone.now() + timedelta(seconds=1)) == 0

    assert listener.heard == []
    assert "private" in WebhookDelivery.objects.get().error


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[2002:7f00:1::]",
        "0.0.0.0",  # noqa: S104
        "100.64.0.1",
        "2130706433",  # 127.0.0.1 as one number
        "0x7f.1",
    ],
)
def test_no_way_of_writing_a_private_address_gets_through(host: str) -> None:
    with pytest.raises(NotDelivered, match=r"private|not known"):
        deliver(f"http://{host}/", b"{}", {}, may_be_private=False)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http:///", "http://example.org:99999/", "javascript:1"]
)
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    with pytest.raises(NotDelivered, match="address is none"):
        deliver(url, b"{}", {}, may_be_private=False)


def test_a_listener_that_does_not_answer_in_time_is_left(listener: Listener) -> None:
    listener.delay = 3.0
    began = time.monotonic()

    with pytest.raises(NotDelivered, match="too long"):
        deliver(listener.url, b"{}", {}, may_be_private=True, time_limit=0.2)

    assert time.monotonic() - began < 2.9


def test_an_answer_that_drips_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            peer, _address = server.accept()
            with peer:
                try:
                    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200:
                        peer.sendall(bytes([letter]))
                        time.sleep(0.05)
                except OSError:
                    """Cut off, as it should be."""

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(NotDelivered, match="too long"):
            deliver(
                f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, may_be_private=True, time_limit=0.3
            )
        thread.join(5)


def test_old_messages_are_forgotten(hook: Webhook, listener: Listener, article: Any) -> None:
    published(make_contributor(), article)
    now = timezone.now()
    webhooks.deliver_due(now=now)

    assert webhooks.forget_old_deliveries(now=now + timedelta(days=29)) == 0
    assert webhooks.forget_old_deliveries(now=now + timedelta(days=31)) == 1


@pytest.mark.django_db
def test_without_hooks_nothing_is_written_down(
    article: Any, django_assert_num_queries: Callable[..., Any]
) -> None:
    row = published(make_contributor(), article)

    with django_assert_num_queries(1):
        webhooks.decided(row, now=timezone.now())
    assert not WebhookDelivery.objects.exists()
