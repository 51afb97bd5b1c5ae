"""Taking contributions in: once however often they are sent, in their place, counted as the rows are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rotative.articles.models import Article, Signature
from rotative.discussion.changing import TooLateError, edit, withdraw
from rotative.discussion.facts import Verdict
from rotative.discussion.models import Act, Contribution, Decision, State, Voice
from rotative.discussion.rooms import room_of
from rotative.discussion.voting import vote
from tests.discussion.factories import make_contributor, make_rules, published, send
from tests.factories import AuthorFactory, Newspaper, make_article

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def article(newspaper: Newspaper) -> Article:
    make_rules()
    return make_article(newspaper.politics)


def test_sent_twice_with_one_key_it_is_there_once(article: Article) -> None:
    awa = make_contributor()

    first, second = (send(awa, article, "Bonjour à toutes.", key="une clé") for _ in range(2))

    assert first.contribution == second.contribution
    assert Contribution.objects.count() == 1
    assert Decision.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_contribution(article: Article) -> None:
    rows = {send(make_contributor(), article, "Bonjour.", key="une clé").contribution for _ in range(2)}

    assert len(rows) == 2


def test_what_is_refused_is_not_kept_and_leaves_a_line_in_the_log(article: Article) -> None:
    outcome = send(make_contributor(), article, "x" * 5000)

    assert outcome.ruling.verdict is Verdict.REFUSE
    assert outcome.contribution is None
    assert not Contribution.objects.exists()
    assert Decision.objects.get().act == Act.REFUSED


def test_a_newcomer_waits_and_after_so_many_approved_does_not(article: Article) -> None:
    rules = make_rules(newcomers=1)
    awa = make_contributor()

    first = send(awa, article, "Ma première.").contribution
    assert first is not None
    assert (first.state, first.rule, first.stands, first.published_at) == (
        State.WAITING,
        "newcomer",
        False,
        None,
    )
    Contribution.objects.filter(pk=first.pk).update(state=State.PUBLISHED, published_at=NOW, stands=True)
    second = send(awa, article, "Ma deuxième.").contribution
    assert second is not None
    assert second.is_published
    assert rules.newcomers == 1


def test_an_answer_stands_in_the_thread_of_what_it_answers(article: Article) -> None:
    awa, issa = make_contributor(), make_contributor()
    root = published(awa, article)
    answer = published(issa, article, parent=root)
    deeper = published(awa, article, parent=answer)

    assert (root.thread_id, answer.thread_id, deeper.thread_id) == (None, root.pk, root.pk)
    assert deeper.parent_id == answer.pk


def test_only_what_is_published_here_is_answered(article: Article, newspaper: Newspaper) -> None:
    awa = make_contributor()
    elsewhere = published(awa, make_article(newspaper.culture, "Ailleurs"))
    gone = published(awa, article)
    withdraw(gone, now=NOW)
    gone.refresh_from_db()

    for parent in (elsewhere, gone):
        with pytest.raises(ValueError, match="answered"):
            send(awa, article, parent=parent)


def test_who_signs_the_article_speaks_as_its_author(article: Article) -> None:
    signs = AuthorFactory.create(email="awa@journal.example")
    Signature.objects.create(article=article, author=signs, sort_order=0)
    voices = {
        published(make_contributor(**user), article).voice
        for user in (
            {"email": "awa@journal.example", "is_superuser": True},
            {"email": "issa@journal.example", "is_superuser": True},
            {"email": "lectrice@example.org"},
        )
    }

    assert voices == {Voice.AUTHOR, Voice.NEWSROOM, Voice.READER}


def test_it_is_edited_for_some_minutes_and_then_no_more(article: Article) -> None:
    make_rules(edit_minutes=10)
    row = published(make_contributor(), article, "Le bac part à midi.", now=NOW)
    room = room_of(article)

    edit(row, room, "Le bac part à **treize** heures.", now=NOW + timedelta(minutes=9))
    row.refresh_from_db()
    assert "<strong>treize</strong>" in row.html
    assert row.edited_at == NOW + timedelta(minutes=9)
    with pytest.raises(TooLateError):
        edit(row, room, "Trop tard.", now=NOW + timedelta(minutes=10))
    row.refresh_from_db()
    assert "treize" in row.text


def test_an_edit_that_the_rules_refuse_leaves_the_text_as_it_was(article: Article) -> None:
    make_rules(banned_words="crétin")
    row = published(make_contributor(), article, "Le bac part à midi.", now=NOW)

    ruling = edit(row, room_of(article), "Quel crétin.", now=NOW)

    assert ruling.verdict is Verdict.REFUSE
    row.refresh_from_db()
    assert row.text == "Le bac part à midi."


def test_an_edit_that_the_rules_hold_leaves_the_pages(article: Article) -> None:
    make_rules(suspect_words="arnaque")
    row = published(make_contributor(), article, "Le bac part à midi.", now=NOW)

    edit(row, room_of(article), "C’est une arnaque.", now=NOW)

    row.refresh_from_db()
    assert (row.state, row.stands) == (State.WAITING, False)


def test_what_was_answered_leaves_an_empty_place_until_the_answer_is_gone_too(article: Article) -> None:
    awa = make_contributor()
    root = published(awa, article)
    answer = published(awa, article, parent=root)

    withdraw(root, now=NOW)
    root.refresh_from_db()
    assert (root.state, root.stands) == (State.WITHDRAWN, True)
    withdraw(answer, now=NOW)
    root.refresh_from_db()
    answer.refresh_from_db()
    assert (root.stands, answer.stands) == (False, False)


def test_a_vote_counts_once_and_can_be_taken_back(article: Article) -> None:
    row, issa = published(make_contributor(), article), make_contributor()

    assert [vote(issa, row, is_useful=True, now=NOW) for _ in range(2)] == [1, 1]
    assert vote(issa, row, is_useful=False, now=NOW) == 0
    with pytest.raises(ValueError, match="others"):
        vote(row.author, row, is_useful=True, now=NOW)  # type: ignore[arg-type]
