"""Sanctions, appeals, notices, webhooks and exports in the back office: who may, what forms do, what they refuse."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rotative.accounts.models import User
from rotative.discussion import webhooks
from rotative.discussion.illegal import Notice, take_in
from rotative.discussion.models import Contribution, Contributor, Report, Sanction, Webhook, WebhookDelivery
from rotative.discussion.sanctioning import Terms, appeal, impose
from rotative.paper.talk import Talk
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, UserFactory, make_article

pytestmark = pytest.mark.django_db
Kind = Sanction.Kind


def make_staff(*codenames: str) -> User:
    """Somebody with the back office and these permissions of the discussions."""
    user: User = UserFactory.create()
    names = [("wagtailadmin", "access_admin"), *(("discussion", name) for name in codenames)]
    for app, codename in names:
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


@pytest.fixture
def fanta() -> Contributor:
    return make_contributor("Fanta", email="fanta@example.org")


@pytest.fixture
def moderator() -> User:
    return make_staff("moderate", "sanction")


def imposing(fanta: Contributor) -> str:
    return reverse("discussion_person_sanction", args=[fanta.pk])


def every_page(article: Any, fanta: Contributor) -> dict[str, str]:
    """The pages by the permission that opens them."""
    ban = impose(fanta, Terms(Kind.BAN, "Menaces."), by=UserFactory.create(), now=timezone.now())
    appeal(ban, "Je conteste.", now=timezone.now())
    row = published(make_contributor(), article)
    notice = take_in(row, Notice("Une menace.", "Oumar", "o@example.org"), now=timezone.now())
    hook = Webhook.objects.create(url="https://hooks.example/", secret="x" * 20)
    webhooks.created(row, now=timezone.now())
    return {
        imposing(fanta): "sanction",
        reverse("discussion_sanction_lift", args=[ban.pk]): "sanction",
        reverse("discussion_appeals"): "sanction",
        reverse("discussion_appeal", args=[ban.pk]): "sanction",
        reverse("discussion_notices"): "sanction",
        reverse("discussion_decide_notice", args=[notice.pk]): "sanction",
        reverse("discussion_webhooks"): "rule",
        reverse("discussion_webhook_add"): "rule",
        reverse("discussion_webhook", args=[hook.pk]): "rule",
        reverse("discussion_webhook_resend", args=[WebhookDelivery.objects.latest("pk").pk]): "rule",
        reverse("discussion_export", args=[article.pk, "csv"]): "moderate",
        reverse("discussion_merge", args=[article.pk]): "rule",
    }


def test_each_page_opens_to_those_who_may_and_to_nobody_else(article: Any, fanta: Contributor) -> None:
    pages = every_page(article, fanta)
    for codename in ("moderate", "sanction", "rule"):
        client = browser(make_staff(codename))
        for address, needed in pages.items():
            status = client.get(address).status_code
            assert (status == 200) == (needed == codename), (codename, address, status)
    for client in (Client(), browser(fanta.user)):
        assert all(client.get(address).status_code != 200 for address in pages)


def test_a_moderator_suspends_somebody_in_a_section(
    article: Any, newspaper: Newspaper, fanta: Contributor, moderator: User
) -> None:
    until = timezone.now() + timedelta(days=3)
    form = {
        "kind": Kind.SUSPENSION,
        "reason": "Des injures répétées.",
        "section": newspaper.politics.pk,
        "until": f"{until:%Y-%m-%dT%H:%M}",
        "seen": 0,
    }

    response = browser(moderator).post(imposing(fanta), form)

    assert response.status_code == 302
    sanction = Sanction.objects.get()
    assert (sanction.by, sanction.section, sanction.reason) == (
        moderator,
        newspaper.politics,
        "Des injures répétées.",
    )
    assert sanction.until is not None
    assert abs(sanction.until - until) <= timedelta(minutes=1)  # Bamako keeps UTC
    page = browser(moderator).get(imposing(fanta)).content.decode()
    assert "Des injures répétées." in page


def test_sent_twice_it_is_imposed_once(fanta: Contributor, moderator: User) -> None:
    form = {"kind": Kind.WARNING, "reason": "Du calme.", "seen": 0}

    for _click in range(2):
        browser(moderator).post(imposing(fanta), form)

    assert Sanction.objects.count() == 1


def test_a_form_that_makes_no_sense_is_shown_again_with_what_is_wrong(
    fanta: Contributor, moderator: User
) -> None:
    response = browser(moderator).post(
        imposing(fanta), {"kind": Kind.SUSPENSION, "reason": "Oui.", "seen": 0}
    )

    assert response.status_code == 422
    assert not Sanction.objects.exists()


def test_an_appeal_is_answered_by_a_colleague(fanta: Contributor, moderator: User) -> None:
    ban = impose(fanta, Terms(Kind.BAN, "Menaces."), by=moderator, now=timezone.now())
    appeal(ban, "Je conteste.", now=timezone.now())
    address = reverse("discussion_appeal", args=[ban.pk])
    form = {"outcome": "upheld", "answer": "Vous avez raison."}

    assert browser(moderator).post(address, form).status_code == 422
    own_list = browser(moderator).get(reverse("discussion_appeals")).content.decode()
    assert f'href="{address}"' not in own_list
    assert browser(make_staff("sanction")).post(address, form).status_code == 302

    ban.refresh_from_db()
    assert (ban.appeal_is_upheld, ban.lifted_at is None) == (True, False)


def test_a_notice_is_decided_with_reasons(article: Any, fanta: Contributor, moderator: User) -> None:
    row = published(fanta, article)
    report = take_in(row, Notice("Une menace.", "Oumar", "o@example.org"), now=timezone.now())
    address = reverse("discussion_decide_notice", args=[report.pk])
    bare = {"outcome": "down", "decision": "Une menace."}

    assert browser(moderator).post(address, bare).status_code == 422
    assert browser(moderator).post(address, bare | {"ground": "Art. 222"}).status_code == 302

    row.refresh_from_db()
    report.refresh_from_db()
    assert (row.state, report.is_upheld, report.decided_by) == ("rejected", True, moderator)
    assert b"<form" not in browser(moderator).get(address).content.split(b"<main")[1].split(b"</main")[0]


def test_what_is_overdue_is_marked(article: Any, fanta: Contributor, moderator: User) -> None:
    row = published(fanta, article)
    take_in(row, Notice("Une menace.", "Oumar", "o@example.org"), now=timezone.now() - timedelta(days=4))
    page = browser(moderator).get(reverse("discussion_notices")).content.decode()

    assert str(Report.objects.get().number) in page
    assert str(_(" – overdue")) in page


def test_the_secret_of_a_webhook_is_needed_and_never_shown() -> None:
    client = browser(make_staff("rule"))
    address = reverse("discussion_webhook_add")

    assert client.post(address, {"url": "https://hooks.example/", "is_active": "on"}).status_code == 422
    form = {"url": "https://hooks.example/", "secret": "un secret de trente lettres", "is_active": "on"}
    assert client.post(address, form).status_code == 302
    hook = Webhook.objects.get()
    change = reverse("discussion_webhook", args=[hook.pk])
    assert "un secret de trente lettres" not in client.get(change).content.decode()
    client.post(change, {"url": "https://other.example/", "secret": "", "is_active": "on"})

    hook.refresh_from_db()
    assert (hook.url, hook.secret) == ("https://other.example/", "un secret de trente lettres")


def test_a_message_is_sent_again(article: Any) -> None:
    Webhook.objects.create(url="https://hooks.example/", secret="x" * 20)
    published(make_contributor(), article)
    WebhookDelivery.objects.update(attempts=10, given_up_at=timezone.now(), error="503")
    delivery = WebhookDelivery.objects.get()

    browser(make_staff("rule")).post(reverse("discussion_webhook_resend", args=[delivery.pk]))

    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.given_up_at) == (0, None)


def test_a_discussion_is_taken_away_as_a_file(article: Any, moderator: User) -> None:
    published(make_contributor("Awa", email="awa@example.org"), article, "Le bac est plein.")
    client = browser(moderator)

    for kind in ("jsonl", "csv"):
        response: Any = client.get(reverse("discussion_export", args=[article.pk, kind]))
        text = b"".join(response.streaming_content).decode()
        assert "Le bac est plein." in text
        assert "awa@example.org" not in text
    assert client.get(reverse("discussion_export", args=[article.pk, "exe"])).status_code == 404


def test_a_discussion_is_moved_and_a_room_open_to_more_is_refused(newspaper: Newspaper, article: Any) -> None:
    client = browser(make_staff("rule"))
    published(make_contributor(), article)
    same = make_article(newspaper.culture, "Le balafon", published_at=timezone.now())
    wide = make_article(newspaper.culture, "Ouvert", published_at=timezone.now(), talk=Talk.OPEN)
    address = reverse("discussion_merge", args=[article.pk])

    assert client.post(address, {"target": wide.pk}).status_code == 422
    assert client.post(address, {"target": same.pk}).status_code == 302

    assert Contribution.objects.get().discussion.article_id == same.pk
