"""A subscriber's own feed: whole articles for whom it is meant, as long as she reads; its key is told to nobody."""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from rotative.accounts.masking import Masking, masked
from rotative.press.addresses import is_storable
from rotative.press.routes import is_printed
from rotative.subscriptions.models import MeterReading, Subscription
from rotative.subscriptions.readers import count
from rotative.syndication import personal
from rotative.syndication.full_text import plain
from rotative.syndication.personal_feed import BY_KEY
from tests.factories import Newspaper, make_article
from tests.photos.factories import PhotoFactory
from tests.subscriptions.factories import PlanFactory, buy, make_reader
from tests.subscriptions.pages import at, said, signed_in

pytestmark = pytest.mark.django_db
CANARY = "zibeline-cachée"
WALLED = f"<p>Un.</p><p>Deux.</p><p>{CANARY}</p>"
WHOLE = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(newspaper: Newspaper) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def subscriber(since: timedelta = timedelta(days=1)) -> Any:
    """Somebody who has bought a month, so long ago."""
    awa = make_reader()
    buy(PlanFactory.create(), awa, now=timezone.now() - since)
    return awa


def address_for(reader: Any, language: str = "fr") -> str:
    feed = personal.make(reader, language=language, now=timezone.now())
    return f"/flux/{personal.key_of(feed)}.rss"


def channel_of(response: Any) -> Any:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return etree.fromstring(response.content).find("channel")


def whole_texts(client: Client, address: str) -> dict[str, str]:
    """The whole texts in a feed by their headlines; empty for a teaser."""
    items = channel_of(client.get(address)).findall("item")
    return {item.findtext("title"): item.findtext(WHOLE) or "" for item in items}


@pytest.mark.parametrize("access", ["subscribers", "metered", "registration", "free"])
def test_a_subscriber_gets_every_article_whole(access: str, newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Le budget", access=access, text=WALLED)

    assert CANARY in whole_texts(client, address_for(subscriber()))["Le budget"]


def test_when_the_subscription_has_ended_teasers_come_and_a_way_back(
    newspaper: Newspaper, client: Client
) -> None:
    make_article(newspaper.politics, "Pour les abonnés", access="subscribers", text=WALLED)
    make_article(newspaper.politics, "Pour tous", access="free", text=WALLED)
    awa = subscriber(since=timedelta(days=90))

    response = client.get(address_for(awa))

    items = channel_of(response).findall("item")
    assert len(items) == 3
    assert urlsplit(items[0].findtext("link")).path == at("subscription_plans")
    ended = Subscription.objects.get().ends_at
    assert ended
    assert parsedate_to_datetime(items[0].findtext("pubDate")) == ended.replace(microsecond=0)
    shown = {item.findtext("title"): etree.tostring(item, encoding="unicode") for item in items[1:]}
    assert CANARY not in shown["Pour les abonnés"]
    assert CANARY in shown["Pour tous"]


def test_a_feed_uses_up_no_meter(newspaper: Newspaper, client: Client) -> None:
    opened = make_article(newspaper.politics, "Ouvert", access="metered", text=WALLED)
    make_article(newspaper.politics, "Pas ouvert", access="metered", text=WALLED)
    awa = subscriber(since=timedelta(days=90))
    count(awa, opened.pk, now=timezone.now())

    texts = whole_texts(client, address_for(awa))

    assert CANARY in texts["Ouvert"]
    assert texts["Pas ouvert"] == ""
    assert MeterReading.objects.count() == 1


def test_the_walled_text_is_in_no_feed_without_a_key_that_is_good(
    newspaper: Newspaper, client: Client
) -> None:
    make_article(newspaper.politics, "Pour les abonnés", access="subscribers", text=WALLED)
    awa = subscriber()
    old = address_for(awa)
    new = address_for(awa)
    closed = subscriber()
    of_a_closed_account = address_for(closed)
    closed.is_active = False
    closed.save()
    taken_back = subscriber()
    gone = address_for(taken_back)
    personal.take_back(taken_back)

    for address in (old, of_a_closed_account, gone, f"/flux/{'a' * 32}.rss", "/flux/x.rss"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert CANARY not in answer.content.decode()
    section = f"/feeds/section/{newspaper.politics.pk}.xml"
    for browser in (client, signed_in(awa)):
        for address in ("/feed.xml", section):
            assert CANARY not in browser.get(address).content.decode()
    assert CANARY in client.get(new).content.decode()


def test_each_edition_has_its_own(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Le bac repart")
    make_article(newspaper.english_culture, "The ferry is back")
    awa = subscriber()

    assert list(whole_texts(client, address_for(awa, "fr"))) == ["Le bac repart"]
    assert list(whole_texts(client, address_for(awa, "en"))) == ["The ferry is back"]


def test_nobody_keeps_it_but_its_reader(newspaper: Newspaper, client: Client) -> None:
    response = client.get(address_for(subscriber()))

    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_it_is_never_printed() -> None:
    address = f"/flux/{'a' * 32}.rss"

    assert not is_printed(address)
    assert not is_storable(address)


def test_what_has_not_changed_is_not_sent_again(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Le bac repart")
    address = address_for(subscriber())
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_day = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    assert (by_tag.status_code, by_day.status_code) == (304, 304)
    assert by_tag.content == b""
    assert by_tag["Cache-Control"] == "private, no-cache"


def test_what_has_changed_is_sent_also_to_who_asks_by_the_day_alone(
    newspaper: Newspaper, client: Client
) -> None:
    published = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
    make_article(
        newspaper.politics, "Pour les abonnés", access="subscribers", text=WALLED, published_at=published
    )
    awa = subscriber()
    address = address_for(awa)
    first = client.get(address)
    # As if the feed had last changed an hour ago; a day is told to the second.
    awa.personal_feed.__class__.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    before = client.get(address)["Last-Modified"]
    Subscription.objects.update(
        ends_at=timezone.now() - timedelta(days=60), followed_to=timezone.now() - timedelta(days=90)
    )

    again = client.get(address, headers={"If-Modified-Since": before})

    assert CANARY in first.content.decode()
    assert again.status_code == 200
    assert CANARY not in again.content.decode()


def test_who_asks_too_often_waits(newspaper: Newspaper, client: Client) -> None:
    awa = subscriber()
    address = address_for(awa)
    for _time in range(BY_KEY.attempts):
        BY_KEY.count(personal.of(awa).key_digest)  # type: ignore[union-attr]

    refused = client.get(address)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= BY_KEY.seconds
    assert client.get(address_for(subscriber())).status_code == 200


def test_a_feed_is_only_read(newspaper: Newspaper) -> None:
    assert Client().post(address_for(subscriber())).status_code == 405


def test_pictures_and_links_are_complete_and_nothing_else_is_left_of_the_page(
    newspaper: Newspaper, client: Client
) -> None:
    photo = PhotoFactory.create(caption="Le bac")
    text = '<p>Voir <a href="/politique/">la rubrique</a>.</p>'
    body = [("text", text), ("photo", {"photo": photo, "caption": "", "credit": "", "size": "body"})]
    make_article(newspaper.politics, "Le bac repart", body=body, lead_photo=photo)

    tree: Any = html.fromstring(whole_texts(client, address_for(subscriber()))["Le bac repart"])

    addresses = tree.xpath("//@href") + tree.xpath("//@src")
    assert len(tree.xpath("//img[@alt]")) == 2
    assert addresses
    assert all(urlsplit(address).scheme == "http" and urlsplit(address).netloc for address in addresses), (
        addresses
    )
    assert tree.xpath("//@class | //@srcset | //@style | //source | //picture | //script") == []


def test_the_feed_is_what_feed_readers_expect(newspaper: Newspaper, client: Client) -> None:
    make_article(newspaper.politics, "Le bac & l'eau", text="<p>3 &lt; 4 &amp; 5</p>")

    channel = channel_of(client.get(address_for(subscriber())))

    (item,) = channel.findall("item")
    assert channel.findtext("language") == "fr"
    assert channel.findtext("ttl") == "60"
    assert urlsplit(channel.findtext("link")).netloc
    assert "3 &lt; 4 &amp; 5" in item.findtext(WHOLE)
    assert item.find("guid").get("isPermaLink") == "false"
    assert all(len(channel.findall(name)) == 1 for name in ("title", "link", "description"))


@given(st.text(), st.sampled_from(["a", "b", "p", "img", "iframe", "span"]), st.text())
def test_whatever_stands_in_an_article_it_becomes_xml(before: str, tag: str, inside: str) -> None:
    whole = plain(f'{before}<{tag} href="/x" style="a" onclick="b">{inside}</{tag}>')

    etree.Element("encoded").text = whole  # raises ValueError for what XML cannot hold
    assert html.fromstring(f"<div>{whole}</div>").xpath("//@onclick | //@style | //iframe") == []


def test_a_long_feed_costs_no_more_queries_the_second_time(
    newspaper: Newspaper, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        make_article(newspaper.politics, f"Article {number}")
    address = address_for(subscriber())
    client.get(address)

    with django_assert_max_num_queries(24):
        client.get(address)


# -- the key


def test_the_database_alone_opens_no_feed(newspaper: Newspaper, settings: Any) -> None:
    feed = personal.make(subscriber(), language="fr", now=timezone.now())
    key = personal.key_of(feed)

    assert re.fullmatch("[a-z2-7]{32}", key)
    assert key not in (feed.seed, feed.key_digest)
    settings.SECRET_KEY = "another-secret-that-is-long-enough-to-be-one-0123456789"
    assert personal.key_of(feed) == ""
    assert personal.by_key(key) == feed, "a feed reader goes on with the address that it has"


def test_the_key_is_shown_again_with_the_old_secret_at_hand(newspaper: Newspaper, settings: Any) -> None:
    feed = personal.make(subscriber(), language="fr", now=timezone.now())
    key, old = personal.key_of(feed), settings.SECRET_KEY

    settings.SECRET_KEY = "another-secret-that-is-long-enough-to-be-one-0123456789"
    settings.SECRET_KEY_FALLBACKS = [old]

    assert personal.key_of(feed) == key


def test_the_log_does_not_tell_it(newspaper: Newspaper, client: Client, caplog: Any) -> None:
    caplog.handler.addFilter(Masking())
    key = address_for(subscriber())[6:-4]
    personal.take_back(personal.by_key(key).owner)  # type: ignore[union-attr]

    with caplog.at_level(logging.WARNING, "django.request"):
        assert client.get(f"/flux/{key}.rss").status_code == 404

    assert "/flux/….rss" in caplog.text
    assert key not in caplog.text


def test_every_handler_of_the_site_masks(settings: Any) -> None:
    assert all("keys" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.parametrize(
    "address",
    [
        "/politique/le-bac-de-kéneba-repart-apres-onze-mois-darret-et-de-reparations/",
        "/media/photos/r/bac.2f1e.webp",
        "/feed.xml",
    ],
)
def test_addresses_of_articles_stay_in_the_log(address: str) -> None:
    assert masked(f"Not Found: {address}") == f"Not Found: {address}"


def test_the_access_log_masks_too(newspaper: Newspaper) -> None:
    from rotative.server.family import logging_configuration

    told = logging_configuration()

    assert told["filters"]["keys"]["()"] == "rotative.accounts.masking.Masking"
    assert told["handlers"]["access"]["filters"] == ["keys"]
    asked = ("127.0.0.1:5000", "GET", f"/flux/{'a2' * 16}.rss", "1.1", 200)
    line = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d', asked, None)
    Masking().filter(line)
    assert line.getMessage() == '127.0.0.1:5000 - "GET /flux/….rss HTTP/1.1" 200'
    assert "()" not in told["formatters"]["access"], "Uvicorn's own formatter would write the arguments"


# -- the page


def test_a_subscriber_makes_renews_and_takes_back_her_feed(newspaper: Newspaper) -> None:
    awa = subscriber()
    client, page = signed_in(awa), at("account_feed")

    client.post(page, {"act": "make"})
    first = personal.key_of(personal.of(awa))  # type: ignore[arg-type]
    assert f"/flux/{first}.rss" in said(client.get(page))
    client.post(page, {"act": "make"})
    assert personal.by_key(first), "sent twice it is one feed"
    client.post(page, {"act": "renew"})
    second = personal.key_of(personal.of(awa))  # type: ignore[arg-type]
    assert personal.by_key(first) is None
    assert f"/flux/{second}.rss" in said(client.get(page))
    client.post(page, {"act": "take_back"})
    assert personal.by_key(second) is None
    assert "/flux/" not in said(client.get(page))
    assert client.post(page, {"act": "else"}).status_code == 404


def test_who_does_not_read_makes_none_and_keeps_the_one_she_has(newspaper: Newspaper) -> None:
    stranger = make_reader()
    client = signed_in(stranger)
    client.post(at("account_feed"), {"act": "make"})
    assert personal.of(stranger) is None
    assert at("account_feed") not in client.get(at("account_home")).content.decode()

    awa = subscriber(since=timedelta(days=90))
    address = address_for(awa)
    browser = signed_in(awa)

    assert address in said(browser.get(at("account_feed")))
    assert at("account_feed") in browser.get(at("account_home")).content.decode()


def test_the_page_is_its_owners_alone(newspaper: Newspaper, client: Client) -> None:
    assert client.get(at("account_feed")).headers["Location"].startswith(at("account_login"))
    page = signed_in(subscriber()).get(at("account_feed"))
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
