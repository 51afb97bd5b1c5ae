"""What the script asks for: pieces of pages, and the state that a printed page cannot have."""

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

import rotative
from rotative.discussion.models import Contribution, Contributor, Follow, Mute, Vote
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db

PIECE = {"Prefer": "return=minimal"}


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


@pytest.fixture
def awa(article: Any) -> Contributor:
    return make_contributor("Awa", is_superuser=True)


@pytest.fixture
def browser(awa: Contributor) -> Client:
    """Awa's browser."""
    client = Client()
    client.force_login(awa.account)
    return client


def piece(response: Any) -> Any:
    """The piece in an answer, which must be nothing but one."""
    assert response["Preference-Applied"] == "return=minimal"
    tree: Any = html.fromstring(response.content.decode())
    assert tree.xpath("//header[@class='masthead']") == []
    return tree.xpath("//div[@class='piece']")[0]


def test_the_form_comes_without_the_paper_around_it(browser: Client, article: Any) -> None:
    address = reverse("discussion_write", args=[article.pk])

    form = piece(browser.get(address, headers=PIECE)).xpath(".//form")[0]
    whole = browser.get(address)

    assert form.xpath(".//input[@name='csrfmiddlewaretoken']/@value")
    assert form.get("data-draft-of") == str(article.pk)
    assert not whole.has_header("Preference-Applied")
    assert "masthead" in whole.content.decode()
    assert "Prefer" in whole["Vary"]


def test_what_was_sent_comes_back_as_it_stands(browser: Client, article: Any) -> None:
    sent = {"text": "Bonjour à tous.", "retry_key": "abc"}

    answer = browser.post(reverse("discussion_write", args=[article.pk]), sent, follow=True, headers=PIECE)

    row = Contribution.objects.get()
    assert piece(answer).xpath(f".//article[@id='c{row.pk}']//p/text()")[-1] == "Bonjour à tous."
    assert piece(answer).xpath(".//p[@role='status']")


def test_what_is_refused_comes_back_with_the_reason_and_the_text(browser: Client, article: Any) -> None:
    answer = browser.post(
        reverse("discussion_write", args=[article.pk]),
        {"text": "x" * 2001, "retry_key": "abc"},
        headers=PIECE,
    )

    assert answer.status_code == 422
    assert piece(answer).xpath(".//p[@role='alert']")
    assert "x" * 2001 in piece(answer).xpath("string(.//textarea)")


def test_a_step_in_an_old_thread_is_seen_on_ones_own_page(
    browser: Client, article: Any, awa: Contributor
) -> None:
    old = published(make_contributor(is_superuser=True), article, "La plus ancienne.")
    for _number in range(25):
        published(make_contributor(is_superuser=True), article)

    page = browser.post(
        reverse("contribution_answer", args=[old.pk]),
        {"text": "Je reviens dessus.", "retry_key": "1"},
        follow=True,
    ).content.decode()

    assert page.count("Je reviens dessus.") == 1


@pytest.mark.parametrize("twice", [1, 2])
def test_a_vote_that_is_sent_twice_is_one_and_is_taken_back_by_its_own_form(
    browser: Client, article: Any, awa: Contributor, twice: int
) -> None:
    row = published(make_contributor(is_superuser=True), article)
    address = reverse("contribution_useful", args=[row.pk])
    assert piece(browser.get(address, headers=PIECE)).xpath(".//input[@name='wish']/@value") == ["yes"]

    for _time in range(twice):
        answer = browser.post(address, {"wish": "yes"}, follow=True, headers=PIECE)

    assert piece(answer).xpath("string(.//span[@class='count'])") == "1"
    assert Vote.objects.count() == 1
    assert piece(browser.get(address, headers=PIECE)).xpath(".//input[@name='wish']/@value") == ["no"]

    for _time in range(twice):
        browser.post(address, {"wish": "no"})

    assert Vote.objects.count() == 0


def test_the_state_says_what_is_hers(browser: Client, article: Any, awa: Contributor) -> None:
    now = timezone.now()
    moussa = make_contributor("Moussa", is_superuser=True)
    row = published(moussa, article, now=now)
    own = published(awa, article, now=now)
    old = published(awa, article, now=now - timedelta(hours=1))
    Vote.objects.create(contribution=row, by=awa, voted_at=now)
    Mute.objects.create(by=awa, whom=moussa)
    Follow.objects.create(by=awa, thread=row)

    said = browser.get(reverse("discussion_state", args=[article.pk])).json()

    assert said["voted"] == [row.pk]
    assert said["own"] == [old.pk, own.pk]
    assert said["editable"] == [own.pk]
    assert said["muted"] == [moussa.pk]
    assert sorted(said["followed"]) == sorted([row.pk, own.pk, old.pk])


def test_pages_with_the_script_may_run_it_and_no_other(browser: Client, article: Any) -> None:
    answer = browser.get(reverse("discussion_write", args=[article.pk]))

    policy = answer["Content-Security-Policy"]
    scripts = html.fromstring(answer.content.decode()).xpath("//script/@src")
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert scripts == ["/static/discussion/discussion.js"]
    assert "script-src" not in browser.get(article.get_url())["Content-Security-Policy"]


def test_the_script_is_small() -> None:
    source = Path(rotative.__file__).parent / "static" / "discussion" / "discussion.js"

    assert len(gzip.compress(source.read_bytes())) < 8 * 1024  # half of what was asked for
