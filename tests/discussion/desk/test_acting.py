"""What moderators press, as their browsers send it: without a script everything is a form."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from rotative.articles.models import Article
from rotative.discussion.deciding import mark_of
from rotative.discussion.models import (
    Act,
    Contribution,
    Contributor,
    Decision,
    HouseRules,
    Report,
    State,
    Voice,
)
from rotative.discussion.taking import take
from tests.back_office import make_person, signed_in
from tests.discussion.desk.people import ROOT, fresh, moderator, reported, waiting
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db
QUEUE = f"{ROOT}file/review/?rule=newcomer"


@pytest.fixture
def article(newspaper: Newspaper) -> Article:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


@pytest.fixture
def awa(article: Article) -> User:
    return moderator(first_name="Awa", last_name="Diarra")


@pytest.fixture
def desk(awa: User) -> Client:
    return signed_in(awa)


def decide(client: Client, row: Contribution, act: str, **more: Any) -> Any:
    form = {"act": act, "seen": mark_of(row), "back": QUEUE, **more}
    return client.post(f"{ROOT}contribution/{row.pk}/decider/", form)


def test_a_decision_leads_back_to_the_queue_at_the_next_contribution(article: Article, desk: Client) -> None:
    row, following = waiting(article), waiting(article)

    answer = decide(desk, row, "approve", next=following.pk)

    assert answer["Location"] == f"{QUEUE}#c{following.pk}"
    assert fresh(row).is_published


def test_nobody_is_led_out_of_the_back_office(article: Article, desk: Client) -> None:
    for elsewhere in ("https://example.org/redaction/", "//example.org/redaction/", "/compte/"):
        answer = decide(desk, waiting(article), "approve", back=elsewhere)
        assert answer["Location"] == f"{ROOT}file/review/"


def test_a_rejection_says_what_was_chosen_and_the_moderators_own_words(
    article: Article, desk: Client
) -> None:
    chosen, own, both, neither = (waiting(article) for _number in range(4))

    decide(desk, chosen, "reject", reason="off_topic")
    decide(desk, own, "reject", words="Pas de majuscules.")
    decide(desk, both, "reject", reason="off_topic", words="Pas de majuscules.")
    decide(desk, neither, "reject")

    told = [
        Decision.objects.get(contribution=row, act=Act.REJECTED).reason
        for row in (chosen, own, both, neither)
    ]
    assert told[1] == "Pas de majuscules."
    assert told[2] == f"{told[0]} Pas de majuscules."
    assert told[0]
    assert told[3]


def test_the_author_reads_the_reason(article: Article, desk: Client) -> None:
    author = make_contributor(is_superuser=True)
    row = waiting(article)
    Contribution.objects.filter(pk=row.pk).update(author=author)
    decide(desk, row, "reject", words="Sans majuscules, s’il vous plaît.")
    reader = Client()
    reader.force_login(author.account)

    page = reader.get(reverse("discussion_mine", args=[article.pk])).content.decode()

    assert "Sans majuscules, s’il vous plaît." in page


def test_what_another_has_taken_is_asked_about_first(article: Article, desk: Client) -> None:
    row, issa = waiting(article), moderator(first_name="Issa", last_name="Keita")
    take([row.pk], by=issa, now=timezone.now())

    asked = decide(desk, row, "reject", words="Hors sujet.")

    assert asked.status_code == 409
    assert "Issa Keita" in asked.content.decode()
    assert fresh(row).state == State.WAITING

    answer = decide(desk, row, "reject", words="Hors sujet.", sure="1")
    assert answer.status_code == 302
    assert Decision.objects.get(act=Act.REJECTED).reason == "Hors sujet."


def test_what_was_edited_meanwhile_is_shown_again_before_it_is_decided(
    article: Article, desk: Client
) -> None:
    row = waiting(article, "Le bac est reparti.")
    Contribution.objects.filter(pk=row.pk).update(
        text="Tout autre chose.", html="<p>Tout autre chose.</p>", digest="0" * 32
    )

    asked = decide(desk, row, "approve")

    assert asked.status_code == 409
    assert "Tout autre chose." in asked.content.decode()
    assert not fresh(row).is_published


def test_a_decision_is_undone_from_the_queue(article: Article, desk: Client) -> None:
    row = waiting(article)
    decide(desk, row, "approve")
    decision = Decision.objects.get(act=Act.APPROVED)
    assert f"decision/{decision.pk}/annuler/" in desk.get(QUEUE).content.decode()

    desk.post(f"{ROOT}decision/{decision.pk}/annuler/", {"back": QUEUE})

    assert fresh(row).state == State.WAITING
    assert "/annuler/" not in desk.get(QUEUE).content.decode()


def test_one_takes_a_contribution_and_gives_it_back(article: Article, desk: Client, awa: User) -> None:
    row = waiting(article)

    decide(desk, row, "take")
    assert fresh(row).taken_by == awa
    decide(desk, row, "leave")
    assert fresh(row).taken_by is None


def test_all_that_are_ticked_are_decided(article: Article, desk: Client) -> None:
    rows = [waiting(article) for _number in range(3)]

    desk.post(
        f"{ROOT}ensemble/",
        {"act": "reject", "ids": [row.pk for row in rows[:2]], "reason": "spam", "back": QUEUE},
    )

    assert [fresh(row).state for row in rows] == [State.REJECTED, State.REJECTED, State.WAITING]
    assert Decision.objects.filter(act=Act.REJECTED).count() == 2


@pytest.mark.parametrize("ids", [[], ["x"], ["9" * 30]])
def test_nothing_ticked_is_said_and_changes_nothing(ids: list[str], desk: Client) -> None:
    answer = desk.post(f"{ROOT}ensemble/", {"act": "approve", "ids": ids, "back": QUEUE})

    assert answer["Location"] == QUEUE
    assert not Decision.objects.filter(by__isnull=False).exists()


def test_what_is_no_act_is_not_found(article: Article, desk: Client) -> None:
    row = waiting(article)

    assert decide(desk, row, "delete").status_code == 404
    assert desk.post(f"{ROOT}ensemble/", {"act": "delete", "ids": [row.pk]}).status_code == 404
    assert decide(desk, Contribution(pk=row.pk + 1), "approve").status_code == 404


def test_a_moderators_own_has_no_buttons(article: Article, desk: Client, awa: User) -> None:
    own = make_contributor()
    own.user = awa
    own.save()
    row = waiting(article)
    Contribution.objects.filter(pk=row.pk).update(author=own)

    page = desk.get(f"{ROOT}file/review/").content.decode()
    decide(desk, fresh(row), "approve")

    assert f"contribution/{row.pk}/decider/" not in page
    assert fresh(row).state == State.WAITING


def test_the_queue_shows_why_by_whom_and_the_words_that_were_found(article: Article, desk: Client) -> None:
    make_rules(suspect_words="escroc")
    awkward = make_contributor("Fatou Sow")
    published(awkward, article)
    row = waiting(article, "Cet ESCROC nous ment.", by=awkward)

    page = desk.get(f"{ROOT}file/review/").content.decode()

    assert "<mark>ESCROC</mark>" in page
    assert "Fatou Sow" in page
    assert f'id="c{row.pk}"' in page


def test_the_reported_are_shown_with_the_reasons(article: Article, desk: Client) -> None:
    row = reported(article)

    page = desk.get(f"{ROOT}file/reported/").content.decode()

    assert "Il insulte ma mère." in page
    decide(desk, row, "dismiss")
    assert Report.objects.get().is_upheld is False
    assert "Il insulte ma mère." not in desk.get(f"{ROOT}file/reported/").content.decode()


def test_addresses_are_for_those_who_may_see_them(article: Article, desk: Client) -> None:
    waiting(article, by=make_contributor(email="fatou@example.org"))
    chief = signed_in(make_person(Role.EDITOR_IN_CHIEF))

    for path in ("file/review/", "file/review/?q=fatou@example.org"):
        assert "fatou@example.org" in chief.get(ROOT + path).content.decode()
    assert "fatou@example.org" not in desk.get(f"{ROOT}file/review/").content.decode()
    assert "data-card" not in desk.get(f"{ROOT}file/review/?q=fatou@example.org").content.decode()


def test_the_newsroom_answers_from_the_desk_once(article: Article, desk: Client, awa: User) -> None:
    row = published(make_contributor(), article)
    form = {
        "name": "Awa de la rédaction",
        "text": "Merci, c’est corrigé.",
        "retry_key": "une-fois",
        "back": QUEUE,
    }
    form["name"] = "Awa Diarra"

    for _twice in range(2):
        assert desk.post(f"{ROOT}contribution/{row.pk}/repondre/", form)["Location"] == QUEUE

    answer = Contribution.objects.get(parent=row)
    assert (answer.voice, answer.is_published) == (Voice.NEWSROOM, True)
    assert Contributor.objects.get(user=awa).public_name == "Awa Diarra"


def test_where_the_discussion_is_stopped_the_newsroom_does_not_answer_either(
    article: Article, desk: Client
) -> None:
    row = published(make_contributor(), article)
    HouseRules.objects.update(is_stopped=True)
    form = {"name": "Awa Diarra", "text": "Merci.", "retry_key": "une-fois"}

    answer = desk.post(f"{ROOT}contribution/{row.pk}/repondre/", form)

    assert answer.status_code == 422
    assert not Contribution.objects.filter(parent=row).exists()


def test_a_queue_asks_as_little_for_many_contributions_as_for_two(
    article: Article, desk: Client, django_assert_num_queries: Any
) -> None:
    def some(number: int) -> None:
        for _number in range(number):
            reported(article, parent=published(make_contributor(), article))

    some(2)
    desk.get(f"{ROOT}file/reported/")
    with CaptureQueriesContext(connection) as for_two:
        desk.get(f"{ROOT}file/reported/")
    some(5)

    with django_assert_num_queries(len(for_two)):
        desk.get(f"{ROOT}file/reported/")
