"""A subscriber gives an article away: from the link under it to the end of it, for whoever has the link."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from rotative.articles.models import Article
from rotative.subscriptions import gifts_of_articles
from rotative.subscriptions.gifts_of_articles import A_MONTH, GOOD_FOR, give_away, left_this_month, open_gift
from rotative.subscriptions.models import ArticleGift
from rotative.subscriptions.terms import add_term, subscription_for
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press, press  # noqa: F401 - a fixture
from tests.subscriptions.factories import NOW, OrganisationFactory, PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, links, said, signed_in, tree

pytestmark = pytest.mark.django_db

END = "Le canari jaune chante derrière le mur."
TEXT = f"<p>Le bac repart.</p><p>Il traverse à midi.</p><p>{END}</p>"


def walled(newspaper: Newspaper, title: str = "Le bac", access: str = "subscribers") -> Article:
    return make_article(newspaper.politics, title, text=TEXT, access=access)


def subscriber(**fields: Any) -> Any:
    reader = make_reader(**fields)
    buy(PlanFactory.create(), reader, now=timezone.now())
    return reader


def page_of(article: Article, language: str = "fr") -> str:
    return at("subscription_give_article", language, article_id=article.pk)


def link_on(page: Any) -> str:
    """The link that a page shows, as a path."""
    parts = urlsplit(str(tree(page).xpath("//input[@id='link']/@value")[0]))
    return f"{parts.path}?{parts.query}"


def token_of(query: str) -> str:
    return parse_qs(query)[gifts_of_articles.PARAMETER][0]


def test_from_the_printed_copy_to_the_end_for_a_stranger(press: Press, newspaper: Newspaper) -> None:  # noqa: F811
    with press.at_work():
        article, reader = walled(newspaper), subscriber()
    press.run()
    giver = signed_in(reader)
    giver.get(at("account_home"))  # brings the pass
    own_copy = giver.get(article.get_url())
    assert page_of(article) in links(own_copy)
    assert page_of(article) in (press.text(article.get_url(), "subscribers") or "")
    assert page_of(article) not in (press.text(article.get_url()) or "")

    page = giver.get(page_of(article))
    assert not tree(page).xpath("//input[@id='link']")
    page = giver.post(page_of(article), follow=True)

    stranger = Client().get(link_on(page))
    assert END in stranger.content.decode()
    assert "private" in stranger.headers["Cache-Control"]
    assert END not in Client().get(article.get_url()).content.decode()
    assert press.differences() == {}


def test_whoever_got_it_learns_what_subscribing_costs_and_not_who_gave_it(newspaper: Newspaper) -> None:
    article = walled(newspaper)
    giver = subscriber(first_name="Issa", last_name="Konaté", email="issa@example.org")
    query = give_away(article.pk, giver=giver, now=timezone.now())

    page = Client().get(f"{article.get_url()}?{query}")

    aside = tree(page).xpath("//aside[@class='wall']")[0]
    assert "2\u202f500\u00a0F\u00a0CFA" in aside.text_content()
    back = article.get_url().replace("/", "%2F")
    assert aside.xpath(".//a/@href") == [f"{at('subscription_plans')}?suite={back}"]
    for secret in ("Konaté", "issa@", page_of(article)):
        assert secret not in page.content.decode()


@pytest.mark.parametrize("access", ["free", "registration", "metered", "subscribers"])
def test_only_subscribers_have_the_link_and_only_behind_a_wall(newspaper: Newspaper, access: str) -> None:
    PlanFactory.create()
    article = walled(newspaper, access=access)
    readers = {
        "stranger": Client(),
        "registered": signed_in(make_reader()),
        "subscriber": signed_in(subscriber()),
    }

    have_it = {
        name for name, client in readers.items() if page_of(article) in links(client.get(article.get_url()))
    }

    assert have_it == (set() if access == "free" else {"subscriber"})


def test_the_page_shares_by_whatsapp_and_asks_nobody_anything(newspaper: Newspaper) -> None:
    article = walled(newspaper)
    client = signed_in(subscriber())

    page = client.post(page_of(article), follow=True)

    whatsapp = next(link for link in links(page) if link.startswith("https://wa.me/"))
    text = parse_qs(urlsplit(whatsapp).query)["text"][0]
    assert link_on(page) in text
    assert "Le bac" in text
    assert (
        tree(page).xpath(
            "//script | //*[@style] | //img[contains(@src, 'wa.me')] | //link[contains(@href, 'wa.me')]"
        )
        == []
    )
    assert page.headers["Cache-Control"] == "private, no-store"


def test_making_the_link_takes_a_post_and_makes_one(newspaper: Newspaper) -> None:
    article, client = walled(newspaper), signed_in(subscriber())

    client.get(page_of(article))
    assert ArticleGift.objects.count() == 0
    first, second = (link_on(client.post(page_of(article), follow=True)) for _time in range(2))

    assert first == second
    assert ArticleGift.objects.count() == 1


def test_who_does_not_subscribe_gives_nothing_and_is_led_to_it(newspaper: Newspaper) -> None:
    article, client = walled(newspaper), signed_in(make_reader())

    page = client.post(page_of(article), follow=True)

    assert ArticleGift.objects.count() == 0
    assert f"{at('subscription_plans')}?suite={article.get_url().replace('/', '%2F')}" in links(page)
    assert Client().get(page_of(article)).headers["Location"].startswith(at("account_login"))


def test_who_reads_by_a_network_gives_nothing_and_who_has_a_seat_does(newspaper: Newspaper) -> None:
    article, now = walled(newspaper), timezone.now()
    school = OrganisationFactory.create(ip_ranges=["192.0.2.0/24"])
    subscription = subscription_for(plan=PlanFactory.create(), kind="group", organisation=school, now=now)
    add_term(subscription, plan=subscription.plan, source="given", now=now)  # type: ignore[arg-type]
    visitor, pupil = make_reader(), make_reader()
    school.taken_seats.create(user=pupil, taken_at=now)
    for reader in (visitor, pupil):
        client = Client(REMOTE_ADDR="192.0.2.7")
        client.force_login(reader)
        client.post(page_of(article))

    assert list(ArticleGift.objects.values_list("giver", flat=True)) == [pupil.pk]


def test_what_is_free_needs_no_gift(newspaper: Newspaper) -> None:
    article, client = walled(newspaper, access="free"), signed_in(subscriber())

    page = client.post(page_of(article), follow=True)

    assert ArticleGift.objects.count() == 0
    assert str(tree(page).xpath("//input[@id='link']/@value")[0]).endswith(article.get_url())


def test_an_article_that_was_withdrawn_is_given_no_more_and_its_link_is_dead(newspaper: Newspaper) -> None:
    article, other = walled(newspaper), walled(newspaper, "Le marché")
    client = signed_in(subscriber())
    link = link_on(client.post(page_of(article), follow=True))

    article.unpublish()

    assert Client().get(link).status_code == 404
    assert client.get(page_of(article)).status_code == 404
    past = tree(client.get(page_of(other))).xpath("//ul[@class='entries']/li")
    assert len(past) == 1
    assert "Le bac" in past[0].text_content()
    assert past[0].xpath(".//a") == []


def test_only_so_many_a_month_are_given(newspaper: Newspaper) -> None:
    reader, now = subscriber(), timezone.now()
    articles = [walled(newspaper, f"Le bac {number}") for number in range(A_MONTH + 1)]
    for article in articles[:-1]:
        give_away(article.pk, giver=reader, now=now)
    client = signed_in(reader)

    page = client.post(page_of(articles[-1]), follow=True)

    assert tree(page).xpath("//p[@role='alert']")
    assert not tree(page).xpath("//main//form")
    assert ArticleGift.objects.count() == A_MONTH
    assert left_this_month(reader, now=now) == 0
    assert left_this_month(reader, now=now + timedelta(days=31)) == A_MONTH
    assert tree(client.get(page_of(articles[0]))).xpath("//input[@id='link']")


def test_past_gifts_tell_how_often_they_were_opened(newspaper: Newspaper) -> None:
    article, client = walled(newspaper), signed_in(subscriber())
    link = link_on(client.post(page_of(article), follow=True))

    for _time in range(3):
        Client().get(link)
    Client().head(link)

    assert ArticleGift.objects.get().opened == 3
    page = client.get(page_of(article))
    assert "3" in tree(page).xpath("//ul[@class='entries']/li")[0].text_content()
    other = signed_in(subscriber()).get(page_of(article))
    assert not tree(other).xpath("//ul[@class='entries']")


def test_a_link_that_is_used_up_says_so_and_gives_no_new_one(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gifts_of_articles, "OPENINGS", 1)
    article, client = walled(newspaper), signed_in(subscriber())
    link = link_on(client.post(page_of(article), follow=True))
    fresh = said(client.get(page_of(article)))
    Client().get(link)

    assert END not in Client().get(link).content.decode()
    assert said(client.get(page_of(article))) != fresh
    assert link_on(client.post(page_of(article), follow=True)) == link


def test_after_its_time_a_link_is_made_anew_and_the_old_one_stays_dead(newspaper: Newspaper) -> None:
    article, giver = walled(newspaper), make_reader()
    old = token_of(give_away(article.pk, giver=giver, now=NOW))
    assert open_gift(old, article.pk, now=NOW + GOOD_FOR - timedelta(seconds=1), counts=True)
    later = NOW + GOOD_FOR
    assert not open_gift(old, article.pk, now=later, counts=True)

    new = token_of(give_away(article.pk, giver=giver, now=later))

    assert new != old
    assert open_gift(new, article.pk, now=later, counts=True)
    assert not open_gift(old, article.pk, now=later, counts=True)
    assert ArticleGift.objects.get().opened == 1
    assert left_this_month(giver, now=later) == A_MONTH - 1


@pytest.mark.parametrize("forged", ["", "1", "1-2", "1-2:abc", "é", "-", ":", "x" * 5000])
def test_a_forged_link_opens_nothing(newspaper: Newspaper, forged: str) -> None:
    article = walled(newspaper)
    give_away(article.pk, giver=make_reader(), now=timezone.now())

    page = Client().get(article.get_url(), {gifts_of_articles.PARAMETER: forged})

    assert page.status_code == 200
    assert END not in page.content.decode()


def test_a_link_opens_its_own_article_only(newspaper: Newspaper) -> None:
    article, other = walled(newspaper), walled(newspaper, "Le marché")
    token = token_of(give_away(article.pk, giver=make_reader(), now=NOW))

    assert open_gift(token, article.pk, now=NOW, counts=False)
    assert not open_gift(token, other.pk, now=NOW, counts=False)
    assert not open_gift(f"{token}x", article.pk, now=NOW, counts=False)
    assert not open_gift(token[:-1], article.pk, now=NOW, counts=False)


def test_one_too_many_is_refused_by_the_service_too(newspaper: Newspaper) -> None:
    giver = make_reader()
    articles = [walled(newspaper, f"Le bac {number}") for number in range(A_MONTH + 1)]
    for article in articles[:-1]:
        give_away(article.pk, giver=giver, now=NOW)

    with pytest.raises(ValidationError):
        give_away(articles[-1].pk, giver=giver, now=NOW)
