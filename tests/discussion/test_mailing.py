"""Mails about answers: to those who asked for them and may read on, once, over a real connection to a mail server."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rotative.articles.models import Article
from rotative.discussion.changing import withdraw
from rotative.discussion.mailing import last_morning, mail_at_once, mail_digests
from rotative.discussion.models import Contribution, Contributor, Mails, Mute, Notice, Visit
from rotative.discussion.unsubscribing import unsubscribing_address
from tests.discussion.factories import make_contributor, make_rules, published
from tests.discussion.postbox import Postbox, postbox
from tests.factories import Newspaper, make_article
from tests.subscriptions.factories import NOW, PlanFactory, buy

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=2)
TOMORROW = last_morning(NOW) + timedelta(days=1)
CANARY = "Le canari bleu de Sogonko."


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    """The mail server of the paper."""
    with postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield box


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    """An article of the English edition: what is said there needs no translation."""
    make_rules()
    return make_article(newspaper.english_culture, "The ferry is back", published_at=NOW)


def subscriber(name: str, mails: str = Mails.NEVER) -> Contributor:
    """Somebody who has subscribed for a month, and gets mails or not."""
    person = make_contributor(name, now=NOW)
    buy(PlanFactory.create(), person.user)
    Contributor.objects.filter(pk=person.pk).update(mails=mails)
    person.refresh_from_db()
    return person


def answer_to(
    person: Contributor, article: Any, text: str = CANARY, *, by: Contributor | None = None
) -> Contribution:
    """Somebody answers in a thread that a person has begun."""
    root = Contribution.objects.filter(author=person, thread=None).first()
    root = root or published(person, article, "When does it leave?", now=NOW)
    return published(by or subscriber("Moussa"), article, text, parent=root, now=NOW + timedelta(minutes=1))


def test_who_wants_to_hear_at_once_gets_the_answer_once(box: Postbox, article: Any) -> None:
    awa = subscriber("Awa", Mails.AT_ONCE)
    row = answer_to(awa, article, f"**{CANARY}**\n\n> When does it leave?")

    assert mail_at_once(now=SOON) == 1
    assert mail_at_once(now=SOON) == 0

    (mail,) = box.mails
    assert mail["To"] == awa.account.email
    assert mail["Subject"] == "[Rotative] Moussa has written: The ferry is back"
    assert CANARY in mail.get_content()
    assert "**" not in mail.get_content()
    assert f"/en/discussion/c/{row.pk}/" in mail.get_content()


def test_who_has_asked_for_nothing_gets_nothing(box: Postbox, article: Any) -> None:
    answer_to(subscriber("Awa"), article)

    assert (mail_at_once(now=SOON), mail_digests(now=TOMORROW), box.mails) == (0, 0, [])


def test_nobody_is_told_of_what_she_wrote_herself(box: Postbox, article: Any) -> None:
    awa = subscriber("Awa", Mails.AT_ONCE)
    answer_to(awa, article, by=awa)

    assert mail_at_once(now=SOON) == 0


def test_a_digest_comes_in_the_morning_by_thread_and_once(
    box: Postbox, article: Any, newspaper: Newspaper
) -> None:
    awa, moussa = subscriber("Awa", Mails.DAILY), subscriber("Moussa")
    other = make_article(newspaper.english_culture, "The market moves", published_at=NOW)
    first = answer_to(awa, article, "At six.", by=moussa)
    answer_to(awa, article, "At seven on Fridays.", by=moussa)
    published(moussa, other, "By whom?", parent=published(awa, other, "Why?", now=NOW), now=NOW)

    assert mail_digests(now=SOON) == 0  # it is afternoon
    assert mail_digests(now=TOMORROW + timedelta(minutes=1)) == 1
    assert mail_digests(now=TOMORROW + timedelta(minutes=5)) == 0

    (mail,) = box.mails
    text = mail.get_content()
    assert mail["Subject"] == "[Rotative] 3 new contributions in threads you follow"
    places = [
        text.index(words)
        for words in ("The ferry is back", "At six.", "At seven", "The market moves", "By whom?")
    ]
    assert places == sorted(places)
    assert text.count("The ferry is back") == 1
    assert f"/en/discussion/c/{first.pk}/" in text


def test_what_comes_in_after_the_morning_waits_for_the_next_one(box: Postbox, article: Any) -> None:
    awa = subscriber("Awa", Mails.DAILY)
    row = answer_to(awa, article)
    Notice.objects.filter(contribution=row).update(made_at=TOMORROW + timedelta(hours=1))

    assert mail_digests(now=TOMORROW + timedelta(hours=2)) == 0
    assert mail_digests(now=TOMORROW + timedelta(days=1)) == 1


def withdrawn(row: Contribution, awa: Contributor) -> datetime:
    withdraw(row, now=SOON)
    return SOON


def seen(row: Contribution, awa: Contributor) -> datetime:
    Visit.objects.create(contributor=awa, discussion=row.discussion, seen_at=SOON)
    return SOON


def muted(row: Contribution, awa: Contributor) -> datetime:
    Mute.objects.create(by=awa, whom=row.author)
    return SOON


def left(row: Contribution, awa: Contributor) -> datetime:
    type(awa.account).objects.filter(pk=awa.user_id).update(is_active=False)
    return SOON


def taken_down(row: Contribution, awa: Contributor) -> datetime:
    Article.objects.get(pk=row.discussion.article_id).unpublish()
    return SOON


def ended(row: Contribution, awa: Contributor) -> datetime:
    later = NOW + timedelta(days=90)
    Notice.objects.update(made_at=later - timedelta(days=2))
    return later


@pytest.mark.parametrize("how", [withdrawn, seen, muted, left, taken_down, ended])
@pytest.mark.parametrize("mails", [Mails.AT_ONCE, Mails.DAILY])
def test_what_is_no_news_or_may_not_be_read_is_in_no_mail(
    box: Postbox, article: Any, mails: str, how: Any
) -> None:
    awa = subscriber("Awa", mails)
    row = answer_to(awa, article)

    now = how(row, awa)
    assert mail_at_once(now=now) + mail_digests(now=now + timedelta(days=1)) == 0

    assert box.mails == []
    # It does not come later either, when she subscribes again.
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_mail_server_that_is_away_loses_nothing(box: Postbox, article: Any, settings: Any) -> None:
    awa, fatou = subscriber("Awa", Mails.AT_ONCE), subscriber("Fatou", Mails.DAILY)
    answer_to(awa, article)
    answer_to(fatou, article, by=awa)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # where nobody listens

    assert (mail_at_once(now=SOON), mail_digests(now=TOMORROW)) == (0, 0)
    settings.EMAIL_PORT = port

    assert mail_at_once(now=SOON) == 1
    assert mail_digests(now=TOMORROW + timedelta(minutes=5)) == 1
    assert mail_at_once(now=SOON + timedelta(days=8)) == 0


def test_an_address_that_is_refused_keeps_nobody_else_waiting(box: Postbox, article: Any) -> None:
    gone, awa = subscriber("Gone", Mails.AT_ONCE), subscriber("Awa", Mails.AT_ONCE)
    box.refused.add(gone.account.email)
    moussa = subscriber("Moussa")
    answer_to(gone, article, "One.", by=moussa)
    answer_to(awa, article, "Two.", by=moussa)

    mail_at_once(now=SOON)

    assert [mail["To"] for mail in box.mails] == [awa.account.email]


def test_a_click_ends_the_mails_without_signing_in(box: Postbox, article: Any) -> None:
    awa = subscriber("Awa", Mails.AT_ONCE)
    answer_to(awa, article)
    mail_at_once(now=SOON)
    (mail,) = box.mails
    found = re.fullmatch(
        r"<http://localhost:8000(/en/discussion/[^>]+)>", str(mail["List-Unsubscribe"]).strip()
    )
    assert found is not None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found[1] in mail.get_content()
    browser = Client(enforce_csrf_checks=True)

    # A program that looks whether links are safe ends nothing.
    assert browser.get(found[1]).status_code == 200
    assert Contributor.objects.get(pk=awa.pk).mails == Mails.AT_ONCE

    # RFC 8058, 3.2: no cookies, no redirect.
    answer = browser.post(found[1], {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Contributor.objects.get(pk=awa.pk).mails == Mails.NEVER


def test_nobody_ends_the_mails_of_another(article: Any) -> None:
    awa, moussa = subscriber("Awa", Mails.AT_ONCE), subscriber("Moussa", Mails.AT_ONCE)
    path = unsubscribing_address(awa).removeprefix("http://localhost:8000")

    forged = path.replace(f"/{awa.pk}:", f"/{moussa.pk}:")

    assert forged != path
    assert Client().post(forged).status_code == 404
    assert Contributor.objects.get(pk=moussa.pk).mails == Mails.AT_ONCE


def test_a_name_with_a_line_break_or_a_headline_makes_no_header(box: Postbox, article: Any) -> None:
    awa = subscriber("Awa", Mails.AT_ONCE)
    row = answer_to(awa, article)
    Contributor.objects.filter(pk=row.author_id).update(public_name="Moussa\r\nBcc: spam@example.org")

    assert mail_at_once(now=SOON) == 1

    (mail,) = box.mails
    assert mail["Bcc"] is None
