"""From somebody's account to the end of an article: passes, the meter, gifts, networks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.articles.models import Article
from rotative.paper.models import default_paper
from rotative.press.edge.passes import COOKIE, Passes
from rotative.press.shelf import pass_keys
from rotative.subscriptions import gifts_of_articles
from rotative.subscriptions.gifts_of_articles import give_away
from rotative.subscriptions.models import ArticleGift, MeterReading, Subscription
from rotative.subscriptions.refunding import refund
from rotative.subscriptions.seating import accept_invitation, invite
from rotative.subscriptions.terms import add_term, subscription_for
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press, press  # noqa: F401 - a fixture
from tests.subscriptions.factories import OrganisationFactory, PlanFactory, buy, make_reader

pytestmark = pytest.mark.django_db

CANARY = "Le canari jaune de Sogonko chante derrière le mur."
TEXT = f"<p>Le bac repart.</p><p>Il traverse à midi.</p><p>{CANARY}</p>"


@pytest.fixture(params=["printed", "rendered"])
def paper(request: pytest.FixtureRequest, press: Press, settings: Any) -> Press:  # noqa: F811
    """A paper whose pages are printed, and one that renders them at each request."""
    settings.PRESS = request.param == "printed"
    return press


def walled(press: Press, newspaper: Newspaper, access: str = "subscribers", title: str = "Le bac") -> Article:  # noqa: F811
    with press.at_work():
        return make_article(newspaper.politics, title, text=TEXT, access=access)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reads(client: Client, article: Article, query: str = "", **headers: str) -> bool:
    response: Any = client.get(f"{article.get_url()}{query}", headers=headers)
    assert response.status_code == 200
    if CANARY in response.content.decode() and article.applied_access != "free":
        assert "private" in response.headers["Cache-Control"]
    return CANARY in response.content.decode()


def audience(client: Client) -> str:
    cookie = client.cookies.get(COOKIE)
    return Passes(pass_keys()).audience(f"{COOKIE}={cookie.value}") if cookie else ""


def visit_account(client: Client) -> None:
    assert client.get("/compte/").status_code == 200


def test_a_subscriber_gets_a_pass_and_reads_on(paper: Press, newspaper: Newspaper) -> None:
    article, reader = walled(paper, newspaper), make_reader()
    buy(PlanFactory.create(), reader, now=timezone.now())
    client = signed_in(reader)

    visit_account(client)

    assert audience(client) == "subscribers"
    assert reads(client, article)


def test_somebody_with_an_account_alone_does_not(paper: Press, newspaper: Newspaper) -> None:
    article, free = walled(paper, newspaper), walled(paper, newspaper, "registration", "Le marché")
    client = signed_in(make_reader())

    visit_account(client)

    assert audience(client) == "registered"
    assert not reads(client, article)
    assert reads(client, free)


def test_a_plan_that_gives_no_articles_opens_none(paper: Press, newspaper: Newspaper) -> None:
    article, reader = walled(paper, newspaper), make_reader()
    buy(PlanFactory.create(gives_articles=False), reader, now=timezone.now())
    client = signed_in(reader)
    visit_account(client)

    assert not reads(client, article)


def test_a_pass_is_good_for_minutes_and_never_longer_than_what_is_paid(newspaper: Newspaper) -> None:
    reader, now = make_reader(), timezone.now()
    subscription = subscription_for(plan=PlanFactory.create(), kind="complimentary", holder=reader, now=now)
    add_term(subscription, plan=subscription.plan, source="given", now=now, until=now + timedelta(minutes=3))  # type: ignore[arg-type]
    client = signed_in(reader)

    visit_account(client)

    cookie = f"{COOKIE}={client.cookies[COOKIE].value}"
    at = now.timestamp()
    assert Passes(pass_keys(), clock=lambda: at + 120).audience(cookie) == "subscribers"
    assert Passes(pass_keys(), clock=lambda: at + 180 + 31).audience(cookie) == ""


def test_signing_out_takes_the_pass_along(paper: Press, newspaper: Newspaper) -> None:
    article, reader = walled(paper, newspaper), make_reader()
    buy(PlanFactory.create(), reader, now=timezone.now())
    client = signed_in(reader)
    visit_account(client)

    client.post("/compte/deconnexion/")

    assert audience(client) == ""
    assert not reads(client, article)


def test_a_refund_closes_within_the_life_of_a_pass(paper: Press, newspaper: Newspaper) -> None:
    article, reader, now = walled(paper, newspaper), make_reader(), timezone.now()
    settlement = buy(PlanFactory.create(), reader, now=now)
    client = signed_in(reader)
    visit_account(client)
    assert reads(client, article)
    subscription = Subscription.objects.get(holder=reader)
    assert settlement.entry is not None
    refund(settlement.entry, amount=settlement.entry.money, key="remboursement-1", now=now)
    assert Subscription.objects.get(pk=subscription.pk).state == "refunded"
    client.cookies[COOKIE] = ended_pass()

    assert not reads(client, article)
    assert audience(client) == "registered"


def ended_pass() -> str:
    from rotative.press.edge.passes import issue

    return issue(pass_keys()[0], "subscribers", timezone.now().timestamp() - 120)


def test_a_pass_that_has_ended_is_renewed_by_the_session(paper: Press, newspaper: Newspaper) -> None:
    article, reader = walled(paper, newspaper), make_reader()
    buy(PlanFactory.create(), reader, now=timezone.now())
    client = signed_in(reader)
    client.cookies[COOKIE] = ended_pass()

    assert reads(client, article)
    assert audience(client) == "subscribers"


def test_a_pass_that_has_ended_opens_nothing_to_whoever_has_it_without_a_session(
    paper: Press, newspaper: Newspaper
) -> None:
    article, client = walled(paper, newspaper), Client()
    client.cookies[COOKIE] = ended_pass()

    assert not reads(client, article)
    assert client.cookies[COOKIE].value == ""


def test_somebody_who_is_banned_loses_the_pass(paper: Press, newspaper: Newspaper) -> None:
    article, reader = walled(paper, newspaper), make_reader()
    buy(PlanFactory.create(), reader, now=timezone.now())
    client = signed_in(reader)
    reader.is_active = False
    reader.save()
    client.cookies[COOKIE] = ended_pass()

    assert not reads(client, article)


def test_the_meter_counts_articles_and_not_readings(paper: Press, newspaper: Newspaper) -> None:
    settings_of_the_paper = default_paper()
    settings_of_the_paper.metered_articles = 2
    settings_of_the_paper.save()
    articles = [walled(paper, newspaper, "metered", f"Le bac {n}") for n in range(3)]
    reader, stranger = make_reader(), Client()
    client = signed_in(reader)
    visit_account(client)

    assert [reads(client, article) for article in articles] == [True, True, False]
    assert [reads(client, article) for article in articles] == [True, True, False]
    assert not any(reads(stranger, article) for article in articles)
    assert MeterReading.objects.filter(user=reader).count() == 2
    client.head(articles[2].get_url())
    assert MeterReading.objects.filter(user=reader).count() == 2


def test_a_new_month_begins_at_nothing(paper: Press, newspaper: Newspaper) -> None:
    settings_of_the_paper = default_paper()
    settings_of_the_paper.metered_articles = 1
    settings_of_the_paper.save()
    first, second = (walled(paper, newspaper, "metered", title) for title in ("Le bac", "Le marché"))
    client = signed_in(make_reader())
    visit_account(client)
    assert (reads(client, first), reads(client, second)) == (True, False)

    MeterReading.objects.update(month=timezone.localdate().replace(day=1) - timedelta(days=20))

    assert reads(client, second)


def test_a_given_article_is_read_by_its_link_and_by_nothing_else(paper: Press, newspaper: Newspaper) -> None:
    article, other = walled(paper, newspaper), walled(paper, newspaper, title="Le marché")
    query = give_away(article.pk, giver=make_reader(), now=timezone.now())
    stranger = Client()

    assert reads(stranger, article, f"?{query}")
    assert not reads(stranger, article)
    assert not reads(stranger, other, f"?{query}")
    assert not reads(stranger, article, f"?{query}x")
    assert not reads(stranger, article, "?cadeau=1")
    assert not reads(Client(), article)


def test_a_link_wears_out_and_grows_old(
    paper: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gifts_of_articles, "OPENINGS", 2)
    article = walled(paper, newspaper)
    query = give_away(article.pk, giver=make_reader(), now=timezone.now())
    old = give_away(article.pk, giver=make_reader(), now=timezone.now() - timedelta(days=31))

    assert [reads(Client(), article, f"?{query}") for _ in range(3)] == [True, True, False]
    assert not reads(Client(), article, f"?{old}")


def test_who_gives_the_same_article_twice_has_given_one(newspaper: Newspaper) -> None:
    article, giver, now = make_article(newspaper.politics), make_reader(), timezone.now()

    assert give_away(article.pk, giver=giver, now=now) == give_away(article.pk, giver=giver, now=now)
    assert ArticleGift.objects.count() == 1


def test_a_seat_reads_and_an_empty_chair_does_not(paper: Press, newspaper: Newspaper) -> None:
    article, now = walled(paper, newspaper), timezone.now()
    organisation = OrganisationFactory.create()
    subscription = subscription_for(
        plan=PlanFactory.create(), kind="group", organisation=organisation, now=now
    )
    add_term(subscription, plan=subscription.plan, source="given", now=now)  # type: ignore[arg-type]
    seated, other = make_reader(), make_reader()
    _invitation, token = invite(organisation, seated.email, by=None, now=now)
    accept_invitation(token, user=seated, now=now)
    clients = [signed_in(seated), signed_in(other)]
    for client in clients:
        visit_account(client)

    assert [reads(client, article) for client in clients] == [True, False]


def test_the_newsroom_reads_everything(paper: Press, newspaper: Newspaper) -> None:
    article, chief = walled(paper, newspaper), make_reader(is_staff=True, is_superuser=True)
    client = signed_in(chief)
    visit_account(client)

    assert reads(client, article)
