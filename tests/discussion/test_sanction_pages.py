"""What a sanctioned person sees: why, until when, how to appeal; and that she goes on reading."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rotative.discussion.models import Contribution, Contributor, Sanction
from rotative.discussion.sanctioning import Terms, decide_appeal, impose
from rotative.paper.models import default_paper
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, UserFactory, make_article
from tests.subscriptions.factories import PlanFactory, buy
from tests.subscriptions.pages import at, links, said, signed_in

pytestmark = pytest.mark.django_db
Kind = Sanction.Kind


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


@pytest.fixture
def fanta() -> Contributor:
    """A subscriber."""
    contributor = make_contributor("Fanta", email="fanta@jetable.example")
    buy(PlanFactory.create(gives_discussion=True), contributor.user, now=timezone.now())
    return contributor


def sanctioned(fanta: Contributor, kind: str, **more: Any) -> Sanction:
    return impose(fanta, Terms(kind, "Des menaces.", **more), by=UserFactory.create(), now=timezone.now())


def write_page(fanta: Contributor, article: Any) -> Any:
    return signed_in(fanta.user).get(at("discussion_write", article_id=article.pk))


@pytest.mark.parametrize("kind", [Kind.BAN, Kind.SUSPENSION, Kind.WARNING])
def test_before_the_form_stands_why_and_the_way_to_appeal(
    kind: str, article: Any, fanta: Contributor
) -> None:
    until = timezone.now() + timedelta(days=3) if kind == Kind.SUSPENSION else None
    sanction = sanctioned(fanta, kind, until=until)

    page = write_page(fanta, article)

    assert "Des menaces." in said(page)
    assert any(link.startswith(at("discussion_sanction", sanction_id=sanction.pk)) for link in links(page))
    assert "<textarea" not in page.content.decode()


@pytest.mark.parametrize("kind", [Kind.MESSAGE, Kind.PRE_MODERATION])
def test_what_takes_nothing_away_leaves_the_form(kind: str, article: Any, fanta: Contributor) -> None:
    sanctioned(fanta, kind)

    assert "<textarea" in write_page(fanta, article).content.decode()


def test_a_text_that_was_on_its_way_is_not_lost(article: Any, fanta: Contributor) -> None:
    sanctioned(fanta, Kind.BAN)
    address = at("discussion_write", article_id=article.pk)

    page: Any = signed_in(fanta.user).post(address, {"text": "Ma longue réponse.", "retry_key": "x"})

    assert page.status_code == 422
    assert "Ma longue réponse." in page.content.decode()
    assert not Contribution.objects.exists()


def test_a_ban_takes_no_reading_away(article: Any, fanta: Contributor) -> None:
    published(make_contributor(), article, "Le bac est plein.")
    sanctioned(fanta, Kind.BAN)

    for name in ("discussion", "discussion_mine"):
        page: Any = signed_in(fanta.user).get(at(name, article_id=article.pk))
        assert "Le bac est plein." in page.content.decode().replace("\u00a0", " ")


def test_who_has_an_address_of_a_banned_domain_is_told_so(article: Any, fanta: Contributor) -> None:
    make_rules(banned_domains="jetable.example")
    paper = default_paper()
    paper.contact_email = "redaction@ladepeche.example"
    paper.save()

    page = write_page(fanta, article)

    assert "redaction@ladepeche.example" in said(page)
    assert "<textarea" not in page.content.decode()


def test_a_warning_is_acknowledged_and_leads_back_to_the_form(article: Any, fanta: Contributor) -> None:
    warning = sanctioned(fanta, Kind.WARNING)
    client, write = signed_in(fanta.user), at("discussion_write", article_id=article.pk)
    address = at("discussion_sanction", sanction_id=warning.pk)

    shown: Any = client.get(f"{address}?suite={write}")
    assert "Des menaces." in said(shown)
    done: Any = client.post(address, {"act": "acknowledge", "suite": write}, follow=True)

    assert done.redirect_chain[-1][0] == write
    assert "<textarea" in done.content.decode()


def test_an_appeal_is_sent_once_and_its_answer_read(article: Any, fanta: Contributor) -> None:
    ban = sanctioned(fanta, Kind.BAN)
    client, address = signed_in(fanta.user), at("discussion_sanction", sanction_id=ban.pk)

    for text in ("C’était une citation.", "Et encore."):
        client.post(address, {"act": "appeal", "appeal": text})
    ban.refresh_from_db()
    assert ban.appeal == "C’était une citation."
    decide_appeal(ban, by=UserFactory.create(), is_upheld=True, answer="En effet.", now=timezone.now())

    page: Any = client.get(address)
    assert "En effet." in said(page)
    assert "<textarea" in write_page(fanta, article).content.decode()


def test_a_decision_is_read_by_the_person_alone(fanta: Contributor) -> None:
    ban = sanctioned(fanta, Kind.BAN)
    address = at("discussion_sanction", sanction_id=ban.pk)

    assert signed_in(make_contributor().user).get(address).status_code == 404
    assert signed_in(make_contributor().user).post(address, {"act": "acknowledge"}).status_code == 404


def test_the_way_to_a_notice_of_illegal_content_stands_on_the_page_of_reporting(
    article: Any, fanta: Contributor
) -> None:
    row = published(make_contributor(), article)

    page = signed_in(fanta.user).get(at("contribution_report", contribution_id=row.pk))

    assert at("contribution_illegal", contribution_id=row.pk) in links(page)


def test_whether_the_contributions_go_with_the_account_is_chosen(fanta: Contributor) -> None:
    client = signed_in(fanta.user)

    client.post(at("account_discussion"), {"mails": "never", "removes_on_leaving": "on"})

    fanta.refresh_from_db()
    assert fanta.removes_on_leaving
