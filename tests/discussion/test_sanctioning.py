"""Sanctions: what each takes away and what not, who is told, who may decide, what an appeal brings back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from rotative.accounts.models import User
from rotative.discussion.chores import discussion_chores
from rotative.discussion.models import Act, Contribution, Contributor, Decision, Letter, Sanction, State
from rotative.discussion.sanctioning import Terms, acknowledge, appeal, decide_appeal, impose, lift
from rotative.discussion.undoing import undo
from tests.discussion.factories import account_of, make_contributor, make_rules, published, send
from tests.factories import Newspaper, UserFactory, make_article, make_section

pytestmark = pytest.mark.django_db
Kind = Sanction.Kind


@pytest.fixture
def article(newspaper: Newspaper) -> Any:
    make_rules()
    return make_article(newspaper.politics, published_at=timezone.now())


@pytest.fixture
def fanta() -> Contributor:
    return make_contributor("Fanta", email="fanta@example.org")


@pytest.fixture
def moderator() -> User:
    return UserFactory.create(email="moderation@example.org")


@pytest.fixture
def colleague() -> User:
    return UserFactory.create(email="collegue@example.org")


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def rule_of(outcome: Any) -> str:
    return str(outcome.ruling.rule)


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        (Terms(Kind.MESSAGE, "Signez vos chiffres."), "nothing_against_it"),
        (Terms(Kind.WARNING, "Pas d’injures."), "warned"),
        (Terms(Kind.PRE_MODERATION, "Nous relisons."), "watched"),
        (Terms(Kind.SUSPENSION, "Trois jours.", until=timezone.now() + timedelta(days=3)), "suspended"),
        (Terms(Kind.BAN, "Menaces."), "banned"),
    ],
)
def test_each_sanction_has_its_effect_until_it_is_lifted(
    terms: Terms, rule: str, article: Any, fanta: Contributor, moderator: User, now: datetime
) -> None:
    sanction = impose(fanta, terms, by=moderator, now=now)

    assert rule_of(send(fanta, article)) == rule

    assert lift(sanction, by=moderator, reason="C’est réglé.", now=now)
    assert not lift(sanction, by=moderator, reason="Encore.", now=now)
    assert rule_of(send(fanta, article)) == "nothing_against_it"
    acts = list(
        Decision.objects.filter(contributor=fanta, act__in=[Act.SANCTIONED, Act.LIFTED]).order_by("pk")
    )
    assert [(one.act, one.reason, one.by) for one in acts] == [
        (Act.SANCTIONED, terms.reason, moderator),
        (Act.LIFTED, "C’est réglé.", moderator),
    ]


def test_a_suspension_ends_by_itself(
    article: Any, fanta: Contributor, moderator: User, now: datetime
) -> None:
    until = now + timedelta(hours=1)
    impose(fanta, Terms(Kind.SUSPENSION, "Une heure.", until=until), by=moderator, now=now)

    assert rule_of(send(fanta, article, now=until - timedelta(seconds=1))) == "suspended"
    assert rule_of(send(fanta, article, now=until)) == "nothing_against_it"


def test_a_sanction_for_a_section_holds_there_only(
    article: Any, newspaper: Newspaper, fanta: Contributor, moderator: User, now: datetime
) -> None:
    elsewhere = make_article(newspaper.culture, "Le balafon revient", published_at=now)
    impose(fanta, Terms(Kind.BAN, "Menaces.", section=newspaper.politics), by=moderator, now=now)

    assert rule_of(send(fanta, article)) == "banned"
    assert rule_of(send(fanta, elsewhere)) == "nothing_against_it"


def test_a_warning_holds_until_it_is_acknowledged(
    article: Any, fanta: Contributor, moderator: User, now: datetime
) -> None:
    warning = impose(fanta, Terms(Kind.WARNING, "Pas d’injures."), by=moderator, now=now)

    assert acknowledge(warning, now=now)
    assert not acknowledge(warning, now=now)

    assert rule_of(send(fanta, article)) == "nothing_against_it"
    assert Decision.objects.filter(act=Act.ACKNOWLEDGED, by=fanta.user).count() == 1


def test_a_ban_may_take_down_what_was_written_and_an_upheld_appeal_brings_it_back(
    article: Any, fanta: Contributor, moderator: User, colleague: User, now: datetime
) -> None:
    aminata = make_contributor("Aminata")
    first, second = published(fanta, article), published(fanta, article)
    answered = published(aminata, article, parent=second)
    deeper = published(fanta, article, parent=answered)
    gone_before = published(fanta, article)
    Contribution.objects.filter(pk=gone_before.pk).update(state=State.WITHDRAWN, stands=False)

    ban = impose(fanta, Terms(Kind.BAN, "Menaces.", removes=True), by=moderator, now=now)

    shown = {row.pk: (row.state, row.stands) for row in Contribution.objects.all()}
    assert shown == {
        first.pk: (State.REJECTED, False),
        second.pk: (State.REJECTED, True),  # its place stays, for it was answered
        answered.pk: (State.PUBLISHED, True),
        deeper.pk: (State.REJECTED, False),
        gone_before.pk: (State.WITHDRAWN, False),
    }
    assert Decision.objects.filter(act=Act.REJECTED, reason="Menaces.").count() == 3

    assert appeal(ban, "C’était une citation.", now=now)
    decide_appeal(ban, by=colleague, is_upheld=True, answer="En effet.", now=now)

    back = {row.pk for row in Contribution.objects.published()}
    assert back == {first.pk, second.pk, answered.pk, deeper.pk}
    assert rule_of(send(fanta, article)) == "nothing_against_it"


def test_what_a_ban_took_down_can_be_put_back_one_by_one(
    article: Any, fanta: Contributor, moderator: User, now: datetime
) -> None:
    row = published(fanta, article)
    impose(fanta, Terms(Kind.BAN, "Menaces.", removes=True), by=moderator, now=now)
    decision = Decision.objects.get(contribution=row, act=Act.REJECTED)

    undo(decision, by=moderator, now=now)

    row.refresh_from_db()
    assert row.is_published


def test_what_a_moderator_has_decided_since_is_not_brought_back(
    article: Any, fanta: Contributor, moderator: User, colleague: User, now: datetime
) -> None:
    row = published(fanta, article)
    ban = impose(fanta, Terms(Kind.BAN, "Menaces.", removes=True), by=moderator, now=now)
    Decision.objects.create(contribution=row, act=Act.REJECTED, by=colleague, reason="Injure.", made_at=now)
    appeal(ban, "Non.", now=now)

    decide_appeal(ban, by=colleague, is_upheld=True, answer="Soit.", now=now)

    row.refresh_from_db()
    assert row.state == State.REJECTED


def test_a_ban_for_a_section_takes_down_what_stands_there(
    article: Any, newspaper: Newspaper, fanta: Contributor, moderator: User, now: datetime
) -> None:
    here = published(fanta, article)
    there = published(fanta, make_article(newspaper.culture, "Le balafon", published_at=now))

    terms = Terms(Kind.BAN, "Menaces.", section=newspaper.politics, removes=True)
    impose(fanta, terms, by=moderator, now=now)

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.state, there.state) == (State.REJECTED, State.PUBLISHED)


def test_who_decided_does_not_answer_the_appeal_nor_does_whom_it_is_about(
    fanta: Contributor, moderator: User, colleague: User, now: datetime
) -> None:
    ban = impose(fanta, Terms(Kind.BAN, "Menaces."), by=moderator, now=now)
    assert appeal(ban, "Je conteste.", now=now)
    assert not appeal(ban, "Je conteste encore.", now=now)

    for one in (moderator, account_of(fanta)):
        with pytest.raises(ValidationError):
            decide_appeal(ban, by=one, is_upheld=True, answer="Non.", now=now)
    decide_appeal(ban, by=colleague, is_upheld=False, answer="La décision tient.", now=now)
    with pytest.raises(ValidationError):
        decide_appeal(ban, by=colleague, is_upheld=True, answer="Finalement si.", now=now)

    ban.refresh_from_db()
    assert (ban.appeal, ban.appeal_is_upheld, ban.lifted_at) == ("Je conteste.", False, None)


def test_a_message_has_no_appeal(fanta: Contributor, moderator: User, now: datetime) -> None:
    message = impose(fanta, Terms(Kind.MESSAGE, "Merci de citer vos sources."), by=moderator, now=now)

    assert not appeal(message, "Non.", now=now)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(Kind.BAN, "  "), "reason"),
        (Terms(Kind.SUSPENSION, "Un temps."), "until"),
        (Terms(Kind.SUSPENSION, "Un temps.", until=timezone.now() - timedelta(days=1)), "until"),
        (Terms(Kind.BAN, "Menaces.", until=timezone.now() + timedelta(days=1)), "until"),
        (Terms(Kind.WARNING, "Attention.", removes=True), "removes"),
    ],
)
def test_terms_that_make_no_sense_are_refused_whole(
    terms: Terms, field: str, fanta: Contributor, moderator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        impose(fanta, terms, by=moderator, now=now)

    assert list(refused.value.message_dict) == [field]
    assert not Sanction.objects.exists()
    assert not Letter.objects.exists()


def test_nobody_decides_about_herself(fanta: Contributor, moderator: User, now: datetime) -> None:
    with pytest.raises(ValidationError):
        impose(fanta, Terms(Kind.MESSAGE, "À moi-même."), by=account_of(fanta), now=now)
    ban = impose(fanta, Terms(Kind.BAN, "Menaces."), by=moderator, now=now)
    with pytest.raises(ValidationError):
        lift(ban, by=account_of(fanta), reason="Je me gracie.", now=now)


def test_accounts_of_banned_domains_do_not_write(article: Any, now: datetime) -> None:
    make_rules(banned_domains="@jetable.example\n courriel.test ")

    def outcome(email: str) -> str:
        return rule_of(send(make_contributor(email=email), article))

    assert outcome("a@jetable.example") == outcome("b@mx.courriel.test") == "banned"
    assert outcome("c@pasjetable.example") == outcome("d@example.org") == "nothing_against_it"


def test_the_person_is_told_once_by_mail_of_each_decision(
    article: Any, fanta: Contributor, moderator: User, colleague: User, now: datetime
) -> None:
    published(fanta, article)
    ban = impose(fanta, Terms(Kind.BAN, "Des menaces contre l’auteur."), by=moderator, now=now)

    for _run in range(2):
        discussion_chores(now)

    (letter,) = mail.outbox
    assert letter.to == ["fanta@example.org"]
    assert "Des menaces contre l’auteur." in letter.body
    assert f"/discussion/decision/{ban.pk}/" in letter.body or f"/{ban.pk}/" in letter.body
    ban.refresh_from_db()
    assert ban.told_at == now

    appeal(ban, "Je conteste.", now=now)
    decide_appeal(ban, by=colleague, is_upheld=True, answer="Nous nous sommes trompés.", now=now)
    discussion_chores(now)

    assert len(mail.outbox) == 2
    assert "Nous nous sommes trompés." in mail.outbox[1].body


def test_the_letter_is_in_the_language_in_which_the_person_wrote(
    newspaper: Newspaper, fanta: Contributor, moderator: User, now: datetime
) -> None:
    make_rules()
    published(fanta, make_article(newspaper.english_culture, "The ferry", published_at=now))

    impose(fanta, Terms(Kind.BAN, "Threats."), by=moderator, now=now)
    discussion_chores(now)

    assert mail.outbox[0].body.startswith("Hello,")
    assert "/en/discussion/" in mail.outbox[0].body


def test_a_letter_that_fails_is_tried_again_later(
    fanta: Contributor, moderator: User, now: datetime, settings: Any
) -> None:
    impose(fanta, Terms(Kind.BAN, "Menaces."), by=moderator, now=now)
    settings.EMAIL_BACKEND = "tests.discussion.mailing.Away"

    assert discussion_chores(now)["letters sent"] == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert discussion_chores(now)["letters sent"] == 0  # not before its pause is over
    assert discussion_chores(now + timedelta(minutes=2))["letters sent"] == 1


def test_a_letter_that_keeps_failing_is_given_up(
    fanta: Contributor, moderator: User, now: datetime, settings: Any
) -> None:
    impose(fanta, Terms(Kind.BAN, "Menaces."), by=moderator, now=now)
    settings.EMAIL_BACKEND = "tests.discussion.mailing.Away"

    for day in range(20):
        discussion_chores(now + timedelta(days=day))

    letter = Letter.objects.get()
    assert (letter.attempts, letter.sent_at) == (12, None)
    assert letter.dropped_at is not None


def test_sections_below_are_sections_of_their_own(
    newspaper: Newspaper, fanta: Contributor, moderator: User, now: datetime
) -> None:
    make_rules()
    below = make_section(newspaper.politics, "Élections", slug="elections")
    impose(fanta, Terms(Kind.BAN, "Menaces.", section=newspaper.politics), by=moderator, now=now)

    assert rule_of(send(fanta, make_article(below, published_at=now))) == "nothing_against_it"
