"""A discussion in a paper that is served: its author sees a contribution at once, all others without waiting."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.running import Answer, Served, Site, wait_for

_PREPARE = """
import json, time
import django; django.setup()
from django.test import Client
from rotative.articles.models import Article
from rotative.press.edge.passes import COOKIE, issue
from rotative.press.shelf import pass_keys
from tests.discussion.factories import make_contributor, make_rules, published
make_rules()
article = Article.objects.get(slug="le-bac-repart")
awa = make_contributor("Awa", is_superuser=True)
published(awa, article, "La première.")
client = Client()
client.force_login(awa.user, backend="django.contrib.auth.backends.ModelBackend")
a_pass = issue(pass_keys()[0], "subscribers", time.time() + 86400)
from django.urls import reverse
path = reverse("discussion", args=[article.pk])
session = client.cookies["sessionid"].value
print(json.dumps({"path": path, "session": session, "pass": f"{COOKIE}={a_pass}"}))
"""


@dataclass
class Room:
    """A discussion, and two who are in it."""

    served: Served
    path: str
    session: str
    reader: str

    def read(self) -> str:
        """What another subscriber gets from the edge."""
        return self.served.get(self.path, Cookie=self.reader).text

    def write(self, text: str) -> Answer:
        """Awa writes."""
        cookies = f"sessionid={self.session}"
        link = re.search(r'href="([^"]+)" data-act="write"', self.read())
        assert link is not None
        form = self.served.get(link[1], Cookie=cookies)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
        csrf = re.search(r"csrftoken=([^;]+)", form.headers["set-cookie"])
        assert token is not None
        assert csrf is not None
        sent = {"csrfmiddlewaretoken": token[1], "text": text, "retry_key": str(uuid.uuid4()), "website": ""}
        return self.served.get(
            link[1],
            "POST",
            urlencode(sent).encode(),
            Cookie=f"{cookies}; csrftoken={csrf[1]}",
            Content_Type="application/x-www-form-urlencoded",
        )

    def see(self, answer: Answer) -> str:
        """Where Awa is led."""
        return self.served.get(answer.headers["location"], Cookie=f"sessionid={self.session}").text


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A paper that is served with its worker, with a discussion in it."""
    site = Site(tmp_path_factory.mktemp("paper"))
    site.fill()
    found: dict[str, Any] = json.loads(site.run_python(_PREPARE))
    with site.serving("--workers", "1") as served:
        yield Room(served, found["path"], found["session"], found["pass"])


def test_the_author_sees_what_was_sent_at_once_and_all_others_soon(room: Room) -> None:
    assert "La première." in room.read()

    answer = room.write("La deuxième, dans le calme.")

    assert answer.status == 302
    assert "La deuxième, dans le calme." in room.see(answer)
    assert wait_for(lambda: "La deuxième, dans le calme." in room.read())


def test_what_comes_one_upon_the_other_is_seen_by_others_soon(room: Room) -> None:
    for number in range(4):
        answer = room.write(f"Coup sur coup, {number}.")

    assert "Coup sur coup, 3." in room.see(answer)
    assert wait_for(lambda: all(f"Coup sur coup, {number}." in room.read() for number in range(4)))
