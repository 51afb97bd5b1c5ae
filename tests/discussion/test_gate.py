"""The gate: at each door, for each rule and each standing, what is said in the room is read by those who may, only."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotative.articles.models import Article
from rotative.discussion.changing import take_off
from rotative.discussion.models import Contribution, Contributor, State
from rotative.paper.access import Audience
from rotative.paper.talk import Standing, Talk, doors
from rotative.press.edge.passes import COOKIE, issue
from rotative.press.shelf import pass_keys
from tests.discussion.factories import account_of, make_contributor, make_rules, published
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press
from tests.subscriptions.factories import PlanFactory, buy

pytestmark = pytest.mark.django_db

CANARY = "Le canari bleu de Sogonko parle dans la pièce."
AUDIENCE_OF = {
    Standing.REGISTERED: Audience.REGISTERED,
    Standing.READER: Audience.READERS,
    Standing.SUBSCRIBER: Audience.SUBSCRIBERS,
    Standing.STAFF: Audience.SUBSCRIBERS,
}


@pytest.fixture
def said(press: Press, newspaper: Newspaper) -> Callable[[Talk], Contribution]:
    """Makes a room in which the canary was said, and then shut as the rule says."""
    make_rules()

    def say(talk: Talk) -> Contribution:
        with press.at_work():
            article = make_article(newspaper.politics, published_at=timezone.now())
            row = published(make_contributor(is_superuser=True), article, CANARY)
            article.talk = talk
            article.save_revision().publish()
        return row

    return say


def somebody(standing: Standing) -> Client:
    """A browser of somebody of this standing, signed in and with the pass that goes with it."""
    client = Client()
    if standing is Standing.STRANGER:
        return client
    contributor = make_contributor(is_superuser=standing is Standing.STAFF)
    if standing in (Standing.READER, Standing.SUBSCRIBER):
        plan = PlanFactory.create(gives_discussion=standing is Standing.SUBSCRIBER)
        buy(plan, contributor.user, now=timezone.now())
    client.force_login(account_of(contributor))
    client.cookies[COOKIE] = issue(pass_keys()[0], AUDIENCE_OF[standing], time.time() + 600)
    return client


def reading_doors(row: Contribution, article: Any) -> dict[str, str]:
    """Every address at which what was said might be read."""
    names = ["discussion", "discussion_oldest", "discussion_useful", "discussion_newsroom", "discussion_mine"]
    found = {
        name: reverse(name, args=[article.pk]) for name in [*names, "discussion_state", "discussion_write"]
    }
    for name in ("discussion_thread", "contribution", "contribution_answer", "contribution_useful"):
        found[name] = reverse(name, args=[row.pk])
    found["contribution_report"] = reverse("contribution_report", args=[row.pk])
    found["page"] = reverse("discussion_page", args=[article.pk, 1])
    found["person"] = reverse("contributor", args=[row.author_id])
    found["article"] = article.get_url()
    return found


@pytest.mark.parametrize("talk", Talk)
def test_what_was_said_is_read_by_those_who_may(talk: Talk, said: Callable[[Talk], Contribution]) -> None:
    row = said(talk)
    article = Article.objects.get(pk=row.discussion.article_id)
    addresses = reading_doors(row, article)

    for standing in Standing:
        client, may, shown = somebody(standing), doors(talk, standing), set()
        for name, address in addresses.items():
            response: Any = client.get(address, follow=True)
            if CANARY in response.content.decode():
                shown.add(name)
        for name in ("discussion", "article"):
            assert CANARY not in repr(client.head(addresses[name]).headers)
        if not may.reads:
            assert shown == set(), standing
        else:
            assert {"discussion", "discussion_thread", "contribution", "page"} <= shown, standing


@pytest.mark.parametrize("talk", Talk)
def test_what_is_sent_is_taken_from_those_who_may(talk: Talk, said: Callable[[Talk], Contribution]) -> None:
    row = said(talk)

    for standing in Standing:
        client, before = somebody(standing), Contribution.objects.count()
        for name, pk in (("discussion_write", row.discussion.article_id), ("contribution_answer", row.pk)):
            client.post(reverse(name, args=[pk]), {"text": f"Par la porte {name}.", "retry_key": name})
        taken = Contribution.objects.count() - before
        assert taken == (2 if doors(talk, standing).writes else 0), standing


def test_a_pass_alone_opens_no_door_for_writing(said: Callable[[Talk], Contribution]) -> None:
    row = said(Talk.SUBSCRIBERS)
    client = Client()
    client.cookies[COOKIE] = issue(pass_keys()[0], Audience.SUBSCRIBERS, time.time() + 600)

    response = client.post(
        reverse("discussion_write", args=[row.discussion.article_id]), {"text": "Bonjour.", "retry_key": "x"}
    )

    assert response.status_code == 403
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("state", [State.WAITING, State.REJECTED, State.WITHDRAWN])
def test_what_is_not_published_is_read_by_its_author_only(
    state: State, press: Press, said: Callable[[Talk], Contribution]
) -> None:
    row = said(Talk.OPEN)
    with press.at_work():
        take_off(row, state)
    article = Article.objects.get(pk=row.discussion.article_id)

    for standing in (Standing.STRANGER, Standing.SUBSCRIBER):
        client = somebody(standing)
        for name, address in reading_doors(row, article).items():
            response: Any = client.get(address, follow=True)
            assert CANARY not in response.content.decode(), (standing, name)


def test_the_discussion_of_an_article_that_is_withdrawn_is_gone_at_every_door(
    press: Press, said: Callable[[Talk], Contribution]
) -> None:
    row = said(Talk.OPEN)
    article = Article.objects.get(pk=row.discussion.article_id)
    client = somebody(Standing.SUBSCRIBER)
    doors_before = reading_doors(row, article)
    assert CANARY in client.get(doors_before["discussion"]).content.decode()
    with press.at_work():
        article.unpublish()

    for name, address in doors_before.items():
        response: Any = client.get(address, follow=True)
        assert CANARY not in response.content.decode(), name


def test_a_subscription_that_has_ended_closes_the_room(said: Callable[[Talk], Contribution]) -> None:
    row = said(Talk.SUBSCRIBERS)
    contributor: Contributor = make_contributor()
    buy(PlanFactory.create(), contributor.user, now=timezone.now() - timedelta(days=200))
    client = Client()
    client.force_login(account_of(contributor))

    response: Any = client.get(reverse("discussion", args=[row.discussion.article_id]))

    assert CANARY not in response.content.decode()
    assert "réservé aux abonnés" in response.content.decode()
