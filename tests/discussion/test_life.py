"""What becomes of discussions: hidden with their article, gone with it, moved, left, told to machines."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from lxml import html

from rotative.accounts import own_data
from rotative.articles.models import Article
from rotative.discussion.changing import withdraw
from rotative.discussion.leaving import export_of, forget
from rotative.discussion.merging import ON_ITS_WAY, gather_late_ones, merge
from rotative.discussion.models import Contribution, Contributor, Decision, Discussion, State, Vote
from rotative.discussion.reporting import report
from rotative.discussion.rooms import room_of
from rotative.discussion.voting import vote
from rotative.paper.talk import Talk
from tests.discussion.factories import account_of, make_contributor, make_rules, published
from tests.discussion.test_gate import CANARY, reading_doors
from tests.factories import Newspaper, make_article
from tests.subscriptions.pages import at, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now(), talk=Talk.OPEN)


@pytest.fixture
def other(newspaper: Newspaper) -> Any:
    return make_article(newspaper.culture, "Le balafon revient", published_at=timezone.now(), talk=Talk.OPEN)


# -- hidden, and gone ----------------------------------------------------------------------------------------------


def test_with_its_article_a_discussion_is_hidden_at_every_door(article: Any) -> None:
    staff = make_contributor(is_superuser=True)
    row = published(staff, article, CANARY)
    more = {"contribution_illegal": at("contribution_illegal", contribution_id=row.pk)}
    more["edit"] = at("contribution_edit", contribution_id=row.pk)
    more["follow"] = at("contribution_follow", contribution_id=row.pk)
    every = reading_doors(row, article) | more
    open_before = signed_in(staff.user).get(every["discussion"])
    assert CANARY in open_before.content.decode()

    article.unpublish()

    for client in (Client(), signed_in(staff.user)):
        for name, address in every.items():
            response: Any = client.get(address, follow=True)
            assert CANARY not in response.content.decode(), name
            # Strangers are sent to sign in first, and come to nothing behind that door.
            if name != "person" and not response.redirect_chain:
                assert response.status_code == 404, name


def test_with_its_article_it_goes_and_the_log_stays(article: Any) -> None:
    published(make_contributor(), article)
    decisions = Decision.objects.count()

    article.delete()

    assert not Discussion.objects.exists()
    assert not Contribution.objects.exists()
    assert Decision.objects.count() == decisions > 0


# -- moved ---------------------------------------------------------------------------------------------------------


def test_a_discussion_moves_whole_and_its_links_lead_on(article: Any, other: Any, now: datetime) -> None:
    awa, fanta = make_contributor("Awa"), make_contributor("Fanta")
    first = published(awa, article)
    answer = published(fanta, article, parent=first)
    vote(fanta, first, is_useful=True, now=now)
    there = published(awa, other)

    assert merge(article, other, by=awa.user, now=now) == 2

    assert set(Contribution.objects.filter(discussion__article=other)) == {first, answer, there}
    assert Vote.objects.count() == 1
    link: Any = Client().get(at("contribution", contribution_id=answer.pk), follow=True)
    assert link.status_code == 200
    assert answer.text.rstrip(".") in link.content.decode().replace("\u00a0", " ")
    old = room_of(article)
    assert old.closing(now) == "by_hand"
    assert "Le balafon revient" in old.closing_message
    assert published(awa, other, parent=Contribution.objects.get(pk=answer.pk)).thread == first


def test_what_was_on_its_way_follows(article: Any, other: Any, now: datetime) -> None:
    first = published(make_contributor(), article)
    merge(article, other, by=None, now=now)
    late = Contribution.objects.create(
        discussion=article.discussion, text="Tard.", html="<p>Tard.</p>", digest="x", state=State.PUBLISHED,
        stands=True, created_at=now, published_at=now, rule="x", retry_key="tard",
    )  # fmt: skip
    Contribution.objects.filter(pk=late.pk).update(thread=first, parent=first)
    much_later = Contribution.objects.create(
        discussion=article.discussion, text="Rouvert.", html="", digest="y", state=State.WAITING,
        created_at=now + 2 * ON_ITS_WAY, rule="x", retry_key="rouvert",
    )  # fmt: skip

    assert gather_late_ones(now=now + ON_ITS_WAY) == 1

    late.refresh_from_db()
    much_later.refresh_from_db()
    assert (late.discussion.article_id, much_later.discussion.article_id) == (other.pk, article.pk)


def test_a_discussion_never_moves_to_where_more_people_read(
    article: Any, newspaper: Newspaper, now: datetime
) -> None:
    private = make_article(newspaper.culture, "Entre nous", published_at=now, talk=Talk.SUBSCRIBERS)
    published(make_contributor(), private)

    with pytest.raises(ValidationError):
        merge(private, article, by=None, now=now)
    assert merge(article, private, by=None, now=now) == 0


def test_what_cannot_be_moved_is_said(article: Any, newspaper: Newspaper, now: datetime) -> None:
    english = make_article(newspaper.english_culture, "The ferry", published_at=now, talk=Talk.OPEN)
    none = make_article(newspaper.culture, "Sans débat", published_at=now, talk=Talk.NONE)

    for target in (article, english, none):
        with pytest.raises(ValidationError):
            merge(article, target, by=None, now=now)


def test_the_command_moves(article: Any, other: Any) -> None:
    published(make_contributor(), article)

    call_command("discussion", "merge", article.get_url(), other.get_url())

    assert Contribution.objects.get().discussion.article_id == other.pk


# -- left ----------------------------------------------------------------------------------------------------------


def test_who_leaves_takes_her_name_away(article: Any, now: datetime) -> None:
    awa, fanta = make_contributor("Awa", email="awa@example.org"), make_contributor("Fanta")
    row = published(awa, article, "Je reste.")
    other_row = published(fanta, article)
    vote(awa, other_row, is_useful=True, now=now)
    report(other_row, awa, "other", "Awa le dit.", now=now)  # type: ignore[arg-type]

    forget(awa, remove=False)

    row.refresh_from_db()
    other_row.refresh_from_db()
    assert (row.author, row.text, row.is_published) == (None, "Je reste.", True)
    assert other_row.useful == Vote.objects.count() == 0
    page = Client().get(at("discussion", article_id=article.pk)).content.decode()
    assert "Awa" not in page
    assert "Je reste." in page
    assert not Contributor.objects.filter(public_name="Awa").exists()


def test_who_wants_takes_her_words_away(article: Any, now: datetime) -> None:
    awa, fanta = make_contributor("Awa"), make_contributor("Fanta")
    answered = published(awa, article, CANARY)
    answer = published(fanta, article, parent=answered)
    alone = published(awa, article, f"{CANARY} Encore.")
    gone = published(awa, article, f"{CANARY} Toujours.")
    withdraw(gone, now=now)

    forget(awa, remove=True)

    left = {row.pk: (row.text, row.state, row.stands) for row in Contribution.objects.all()}
    assert left == {
        answered.pk: ("", State.WITHDRAWN, True),
        answer.pk: (answer.text, State.PUBLISHED, True),
        alone.pk: ("", State.WITHDRAWN, False),
        gone.pk: ("", State.WITHDRAWN, False),
    }
    assert "canari" not in json.dumps(list(Decision.objects.values_list("before", flat=True)))


def test_who_asks_gets_all_that_is_kept_of_her(article: Any, now: datetime) -> None:
    awa = make_contributor("Awa")
    published(awa, article, "Mon texte.")

    told = export_of(awa)

    assert told["public_name"] == "Awa"
    assert [one["text"] for one in told["contributions"]] == ["Mon texte."]


def test_the_choice_holds_when_the_account_goes(article: Any, now: datetime) -> None:
    awa, fanta = make_contributor("Awa"), make_contributor("Fanta")
    published(awa, article, "Je reste.")
    published(fanta, article, "Je pars.")
    Contributor.objects.filter(pk=fanta.pk).update(removes_on_leaving=True)
    told = json.loads(own_data.export_of(account_of(fanta), paper_name="La Dépêche", now=now))
    assert told["discussion"]["contributions"][0]["text"] == "Je pars."

    for contributor in (awa, fanta):
        with transaction.atomic():
            own_data.forget(account_of(contributor), now=now)

    assert list(Contribution.objects.order_by("pk").values_list("text", flat=True)) == ["Je reste.", ""]
    assert not Contributor.objects.exists()


# -- told to machines ----------------------------------------------------------------------------------------------


def data_of(response: Any) -> list[dict[str, Any]]:
    tree = html.fromstring(response.content.decode())
    texts: Any = tree.xpath("//head/script[@type='application/ld+json']/text()")
    found = [json.loads(text) for text in texts]
    return [one for one in found if one.get("@type") == "DiscussionForumPosting"]


def test_an_open_room_says_to_machines_what_it_says_to_people(article: Any) -> None:
    awa = make_contributor("Awa")
    root = published(awa, article, "Le **bac** </script> est plein.")
    answer = published(make_contributor("Fanta"), article, "Oui.", parent=root)
    published(awa, article, "Merci.", parent=answer)

    (posting,) = data_of(Client().get(at("discussion", article_id=article.pk)))
    assert posting["text"] == "Le bac </script> est plein."
    assert posting["author"]["name"] == "Awa"
    assert posting["datePublished"].startswith(f"{root.published_at:%Y-%m-%d}")

    (thread,) = data_of(Client().get(at("discussion_thread", thread_id=root.pk)))
    (comment,) = thread["comment"]
    assert (comment["text"], comment["comment"][0]["text"]) == ("Oui.", "Merci.")


@pytest.mark.parametrize("talk", [Talk.SUBSCRIBERS, Talk.REGISTERED, Talk.CLOSED])
def test_nothing_of_a_gated_room_is_told_to_machines(talk: Talk, article: Any) -> None:
    staff = make_contributor(is_superuser=True)
    row = published(staff, article, CANARY)
    article.talk = talk
    article.save_revision().publish()
    article = Article.objects.get(pk=article.pk)

    for client in (Client(), signed_in(staff.user)):
        for name, address in reading_doors(row, article).items():
            response: Any = client.get(address, follow=True)
            if response.headers["Content-Type"].startswith("text/html"):
                assert data_of(response) == [], name


def test_what_is_taken_down_is_not_told(article: Any, now: datetime) -> None:
    root = published(make_contributor(), article, CANARY)
    published(make_contributor(), article, "Oui.", parent=root)
    withdraw(root, now=now)

    for address in (at("discussion", article_id=article.pk), at("discussion_thread", thread_id=root.pk)):
        assert data_of(Client().get(address)) == []
