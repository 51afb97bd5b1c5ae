"""The rules of the house in the back office, the box in which a text is tried, and the settings of one discussion."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rotative.accounts.roles import Role
from rotative.articles.models import Article, Signature
from rotative.authors.models import Author
from rotative.discussion.desk.rules import PARTS
from rotative.discussion.desk.wording import RULE_NAMES
from rotative.discussion.models import Act, Contribution, Decision, Discussion, HouseRules
from rotative.discussion.moderation import RULES
from rotative.discussion.rooms import room_of
from tests.back_office import make_person, signed_in
from tests.discussion.desk.people import ROOT, moderator
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import AuthorFactory, Newspaper, make_article

pytestmark = pytest.mark.django_db
RATES = {"a_minute": 2, "an_hour": 20, "an_hour_from_address": 60, "a_minute_here": 120}


@pytest.fixture
def chief() -> Client:
    return signed_in(make_person(Role.EDITOR_IN_CHIEF, first_name="Awa", last_name="Diarra"))


@pytest.fixture
def article(newspaper: Newspaper) -> Article:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


def ruled() -> list[Decision]:
    return list(Decision.objects.filter(act=Act.RULED).order_by("pk"))


def test_every_rule_of_the_paper_stands_on_one_page() -> None:
    fields = [name for _label, names in PARTS.values() for name in names]

    assert sorted(fields) == sorted(f.name for f in HouseRules._meta.fields if f.name != "id")


def test_every_rule_of_the_policy_has_a_name() -> None:
    assert list(RULE_NAMES) == [rule.__name__ for rule in RULES]


def test_a_change_is_saved_and_stands_in_the_log_with_what_was_before(chief: Client) -> None:
    chief.post(f"{ROOT}regles/debits/", {**RATES, "a_minute": 3})

    assert HouseRules.current().a_minute == 3
    (line,) = ruled()
    assert line.before == {"a_minute": 2}
    assert line.by is not None
    assert str(line.by) == "Awa Diarra"


def test_saving_without_a_change_leaves_no_line(chief: Client) -> None:
    chief.post(f"{ROOT}regles/debits/", RATES)

    assert ruled() == []


def test_a_page_changes_its_own_fields_only(chief: Client) -> None:
    make_rules(banned_words="escroc", a_minute=7)

    chief.post(f"{ROOT}regles/mots/", {"banned_words": "escroc\nmenteur", "suspect_words": "", "a_minute": 1})

    rules = HouseRules.current()
    assert (rules.banned_words, rules.refuses_banned, rules.a_minute) == ("escroc\nmenteur", False, 7)


def test_a_list_with_lines_that_mean_nothing_is_refused_with_their_numbers(chief: Client) -> None:
    answer = chief.post(f"{ROOT}regles/mots/", {"banned_words": "escroc\n*\nab*", "suspect_words": ""})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "2" in page
    errors = answer.context["form"].errors["banned_words"]
    assert len(errors) == 2
    assert HouseRules.current().banned_words == ""


def test_a_checker_needs_an_address_and_a_secret_and_its_secret_is_shown_to_nobody(chief: Client) -> None:
    url = f"{ROOT}regles/filtre/"
    assert chief.post(url, {"checker_url": "ftp://example.org"}).status_code == 422
    assert chief.post(url, {"checker_url": "https://example.org/check"}).status_code == 422

    chief.post(url, {"checker_url": "https://example.org/check", "checker_secret": "très-secret"})
    chief.post(url, {"checker_url": "https://example.org/autre", "checker_secret": ""})

    rules = HouseRules.current()
    assert (rules.checker_url, rules.checker_secret) == ("https://example.org/autre", "très-secret")
    assert "très-secret" not in chief.get(url).content.decode()
    assert "très-secret" not in str([line.before for line in ruled()])


def test_everything_is_stopped_and_goes_on_again(chief: Client, article: Article) -> None:
    form = {
        "closes_after_days": 30,
        "announcement": "",
        "house_rules": "null",
        "stop_message": "Nous revenons lundi.",
    }

    chief.post(f"{ROOT}regles/salle/", {**form, "is_stopped": "on"})
    assert room_of(article).closing(timezone.now()) == "stopped"
    assert room_of(article).closing_message == "Nous revenons lundi."
    chief.post(f"{ROOT}regles/salle/", form)

    assert room_of(article).closing(timezone.now()) == ""
    assert [line.before.get("is_stopped") for line in ruled()] == [False, True]


@pytest.mark.parametrize(
    ("text", "approved", "rule"),
    [
        ("Cet ESCROC nous ment.", 10, "banned_words"),
        ("Un menteur, rien de plus.", 10, "suspect_words"),
        ("Le bac est reparti.", 0, "newcomer"),
        ("Le bac est reparti.", 10, "nothing_against_it"),
        (" ", 10, "empty"),
    ],
)
def test_a_text_is_tried_and_each_rule_says_what_it_says(
    text: str, approved: int, rule: str, chief: Client
) -> None:
    make_rules(banned_words="escroc", suspect_words="menteur", newcomers=2)

    page = chief.post(f"{ROOT}regles/essayer/", {"text": text, "approved": approved, "rejected": 0})

    if rule == "empty":
        assert page.status_code in (200, 422)
    else:
        (decides,) = [line["name"] for line in page.context["answers"] if line["decides"]]
        assert decides == RULE_NAMES[rule]
        assert len(page.context["answers"]) == len(RULES)
    assert not Contribution.objects.exists()
    assert not Decision.objects.exists()


def test_a_discussion_is_frozen_closed_and_opened_again(article: Article) -> None:
    desk, url, now = signed_in(moderator()), f"{ROOT}articles/{article.pk}/", timezone.now()
    assert desk.get(url).status_code == 200
    assert not Discussion.objects.exists()

    desk.post(url, {"is_frozen": "on"})
    assert room_of(article).closing(now) == "frozen"
    desk.post(url, {"is_closed": "on", "closing_message": "Merci à tous."})
    assert (room_of(article).closing(now), room_of(article).closing_message) == ("by_hand", "Merci à tous.")
    desk.post(url, {"stays_open": "on"})

    assert (room_of(article).closing(now), room_of(article).closes_at) == ("", None)
    assert [sorted(line.before) for line in ruled()] == [
        ["is_frozen"],
        ["closed_at", "closing_message", "is_frozen"],
        ["closed_at", "closing_message", "stays_open"],
    ]
    assert desk.post(url, {"stays_open": "on"}).status_code == 302
    assert len(ruled()) == 3


def test_who_signed_the_article_answers_questions_until_a_moment(article: Article) -> None:
    author, stranger = AuthorFactory.create(), AuthorFactory.create()
    Signature.objects.create(article=article, author=author)
    desk, url = signed_in(moderator()), f"{ROOT}articles/{article.pk}/"

    assert desk.post(url, {"answered_by": [stranger.pk]}).status_code == 422
    desk.post(url, {"questions_until": "2030-01-02T18:00", "answered_by": [author.pk]})

    discussion = Discussion.objects.get()
    assert list(discussion.answered_by.all()) == [Author.objects.get(pk=author.pk)]
    assert discussion.questions_until is not None
    assert discussion.questions_until.year == 2030


def test_articles_are_found_by_where_was_written_last_or_by_headline(
    article: Article, newspaper: Newspaper
) -> None:
    quiet = make_article(
        newspaper.culture, title="La fête du fleuve", slug="fete", published_at=timezone.now()
    )
    published(make_contributor(), article)
    desk = signed_in(moderator())

    def listed(query: str) -> set[Any]:
        page = desk.get(f"{ROOT}articles/{query}").content.decode()
        return {one.pk for one in (article, quiet) if f"/articles/{one.pk}/" in page}

    assert listed("") == {article.pk}
    assert listed("?q=fleuve") == {quiet.pk}
