"""Decisions of moderators: what each does, what stands in the log, who may not, and what comes back when undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rotative.articles.models import Article
from rotative.discussion.bulk import decide_many
from rotative.discussion.changing import withdraw
from rotative.discussion.deciding import (
    Deciding,
    HasChangedError,
    IsGoneError,
    IsOwnError,
    IsTakenError,
    mark_of,
)
from rotative.discussion.models import (
    Act,
    Contribution,
    Decision,
    Mails,
    Notice,
    Report,
    State,
    TokenCount,
)
from rotative.discussion.reporting import report
from rotative.discussion.taking import TAKEN_FOR, leave, take
from rotative.discussion.undoing import undo
from tests.discussion.desk.people import fresh, moderator, reported, waiting
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def article(newspaper: Newspaper) -> Article:
    make_rules()
    return make_article(newspaper.politics, published_at=NOW)


@pytest.fixture
def awa(article: Article) -> Deciding:
    """Awa moderates, now."""
    return Deciding(moderator(first_name="Awa", last_name="Diarra"), now=NOW)


def what_is_known() -> dict[int, tuple[int, int]]:
    """What the filter has learned; a count of nothing is none."""
    rows = TokenCount.objects.exclude(spam=0, ham=0)
    return {row.key: (row.spam, row.ham) for row in rows}


def test_what_is_approved_is_published_at_that_moment_and_followers_hear_of_it(
    article: Article, awa: Deciding
) -> None:
    root = published(make_contributor(), article)
    follower = root.author
    assert follower is not None
    follower.mails = Mails.AT_ONCE
    follower.save()
    row = waiting(article, "Une réponse attendue.", parent=root)

    decision = awa.approve(row)

    row = fresh(row)
    assert decision is not None
    assert (row.state, row.stands, row.published_at, row.reviewed_at) == (State.PUBLISHED, True, NOW, NOW)
    assert (decision.act, decision.by, decision.contributor) == (Act.APPROVED, awa.by, row.author)
    assert Notice.objects.filter(to=follower, contribution=row).exists()


def test_what_is_rejected_is_told_to_its_author_with_the_reason(article: Article, awa: Deciding) -> None:
    row = waiting(article)

    decision = awa.reject(row, "  Restez au sujet. ")

    assert decision is not None
    assert decision.reason == "Restez au sujet."
    told = Contribution.objects.with_told_reason().values_list("told_reason", flat=True)
    assert told.get(pk=row.pk) == "Restez au sujet."
    assert (fresh(row).state, fresh(row).stands) == (State.REJECTED, False)


def test_nothing_is_rejected_without_a_reason(article: Article, awa: Deciding) -> None:
    row = waiting(article)

    with pytest.raises(ValueError, match="reason"):
        awa.reject(row, " \n")

    assert fresh(row).state == State.WAITING


def test_what_was_answered_keeps_its_empty_place_when_it_is_rejected(article: Article, awa: Deciding) -> None:
    root = published(make_contributor(), article)
    published(make_contributor(), article, parent=root)

    awa.reject(root, "Hors sujet.")

    assert (fresh(root).state, fresh(root).stands) == (State.REJECTED, True)


def test_an_answer_that_comes_back_brings_the_empty_places_above_it_back(
    article: Article, awa: Deciding
) -> None:
    root = published(make_contributor(), article)
    middle = published(make_contributor(), article, parent=root)
    leaf = published(make_contributor(), article, parent=middle)
    rejected = awa.reject(leaf, "Hors sujet.")
    assert rejected is not None
    awa.reject(fresh(middle), "Hors sujet.")
    awa.reject(fresh(root), "Hors sujet.")
    assert not Contribution.objects.standing().exists()

    undo(rejected, by=awa.by, now=LATER)

    assert {row.pk for row in Contribution.objects.standing()} == {root.pk, middle.pk, leaf.pk}
    assert [row.pk for row in Contribution.objects.published()] == [leaf.pk]


def test_a_rejection_upholds_the_reports_and_an_approval_dismisses_them(
    article: Article, awa: Deciding
) -> None:
    bad, good = reported(article, times=2), reported(article)

    awa.reject(bad, "Insulte.")
    awa.approve(good)

    decided = Report.objects.order_by("contribution", "pk").values_list(
        "contribution", "is_upheld", "decided_at"
    )
    assert list(decided) == [(bad.pk, True, NOW), (bad.pk, True, NOW), (good.pk, False, NOW)]
    assert fresh(good).is_published


def test_reports_alone_are_dismissed_and_it_stays(article: Article, awa: Deciding) -> None:
    row = reported(article)

    assert awa.dismiss(row) is not None
    assert awa.dismiss(row) is None

    assert fresh(row).is_published
    assert Report.objects.get().is_upheld is False


def test_only_what_is_published_is_featured(article: Article, awa: Deciding) -> None:
    row, held = published(make_contributor(), article), waiting(article)

    awa.feature(row)
    assert fresh(row).featured_at == NOW
    assert awa.feature(row) is None
    awa.unfeature(row)
    assert fresh(row).featured_at is None
    with pytest.raises(IsGoneError):
        awa.feature(held)


def test_what_was_featured_is_no_more_once_it_is_rejected(article: Article, awa: Deciding) -> None:
    row = published(make_contributor(), article)
    awa.feature(row)

    decision = awa.reject(row, "Faux.")
    assert fresh(row).featured_at is None

    assert decision is not None
    undo(decision, by=awa.by, now=LATER)
    assert fresh(row).featured_at == NOW


@pytest.mark.parametrize("act", ["approve", "reject", "feature", "dismiss"])
def test_nobody_decides_about_her_own(act: str, article: Article, awa: Deciding) -> None:
    own = make_contributor()
    own.user = awa.by
    own.save()
    row = reported(article)
    Contribution.objects.filter(pk=row.pk).update(author=own)

    with pytest.raises(IsOwnError):
        getattr(awa, act)(row, *(["Faux."] if act == "reject" else []))

    assert not Decision.objects.filter(by=awa.by).exists()


def test_nobody_undoes_a_decision_about_her_own(article: Article, awa: Deciding) -> None:
    own = make_contributor()
    own.user = awa.by
    own.save()
    row = waiting(article)
    Contribution.objects.filter(pk=row.pk).update(author=own)
    decision = Deciding(moderator(), now=NOW).reject(row, "Hors sujet.")
    assert decision is not None

    with pytest.raises(IsOwnError):
        undo(decision, by=awa.by, now=LATER)


def test_the_text_is_never_changed(article: Article, awa: Deciding) -> None:
    row = waiting(article, "Mon *avis*, tel quel.")

    awa.approve(row)
    awa.feature(row)
    awa.reject(row, "Non.")

    assert (fresh(row).text, fresh(row).html) == (row.text, row.html)


def test_what_its_author_has_withdrawn_is_not_decided(article: Article, awa: Deciding) -> None:
    row = waiting(article)
    withdraw(row, now=NOW)

    with pytest.raises(IsGoneError):
        awa.approve(row)
    with pytest.raises(IsGoneError):
        awa.reject(row, "Non.")


def test_what_another_has_taken_is_decided_only_when_one_is_sure(article: Article, awa: Deciding) -> None:
    row, issa = waiting(article), moderator()
    assert take([row.pk], by=issa, now=NOW) == 1
    assert take([row.pk], by=awa.by, now=NOW) == 0

    with pytest.raises(IsTakenError) as refused:
        awa.approve(row)
    assert refused.value.row.taken_by == issa

    assert Deciding(awa.by, now=NOW, is_sure=True).approve(row) is not None
    assert fresh(row).taken_by is None


def test_what_was_taken_is_free_again_after_five_minutes_or_when_it_is_given_back(
    article: Article, awa: Deciding
) -> None:
    row, issa = waiting(article), moderator()
    take([row.pk], by=issa, now=NOW)

    assert Deciding(awa.by, now=NOW + TAKEN_FOR).approve(row) is not None

    other = waiting(article)
    take([other.pk], by=issa, now=NOW)
    assert leave([other.pk], by=awa.by) == 0
    assert leave([other.pk], by=issa) == 1
    assert awa.approve(other) is not None


def test_what_has_changed_since_it_was_seen_is_not_decided_unless_one_is_sure(
    article: Article, awa: Deciding
) -> None:
    row = waiting(article, "Un texte anodin.")
    seen = mark_of(row)
    Contribution.objects.filter(pk=row.pk).update(text="Un tout autre texte.", digest="0" * 32)

    with pytest.raises(HasChangedError):
        Deciding(awa.by, now=NOW, seen=seen).approve(row)

    assert fresh(row).state == State.WAITING
    assert Deciding(awa.by, now=NOW, seen=mark_of(fresh(row))).approve(row) is not None


def test_the_second_of_two_same_decisions_changes_nothing(article: Article, awa: Deciding) -> None:
    row = waiting(article)

    assert [awa.approve(row) is None for _again in range(2)] == [False, True]
    assert [awa.reject(row, "Non.") is None for _again in range(2)] == [False, True]

    assert Decision.objects.filter(by=awa.by).count() == 2


def test_undoing_puts_everything_back_once(article: Article, awa: Deciding) -> None:
    row = reported(article, times=2)
    before = Contribution.objects.filter(pk=row.pk).values().get()
    decision = awa.reject(row, "Insulte.")
    assert decision is not None

    undone = undo(decision, by=awa.by, now=LATER)

    assert Contribution.objects.filter(pk=row.pk).values().get() == before
    assert set(Report.objects.values_list("is_upheld", "decided_at")) == {(None, None)}
    assert (undone.act, undone.undoes) == (Act.UNDONE, decision)
    with pytest.raises(IsGoneError):
        undo(decision, by=awa.by, now=LATER)


def test_what_was_decided_again_is_not_undone(article: Article, awa: Deciding) -> None:
    row = waiting(article)
    approved = awa.approve(row)
    assert approved is not None
    Deciding(moderator(), now=LATER).feature(row)

    with pytest.raises(IsGoneError):
        undo(approved, by=awa.by, now=LATER)

    assert fresh(row).is_published


def test_an_approval_is_undone_although_it_was_answered_meanwhile(article: Article, awa: Deciding) -> None:
    row = waiting(article)
    decision = awa.approve(row)
    assert decision is not None
    published(make_contributor(), article, parent=fresh(row))

    undo(decision, by=awa.by, now=LATER)

    assert (fresh(row).state, fresh(row).stands) == (State.WAITING, True)


def test_decisions_teach_the_filter_and_undoing_makes_it_forget(article: Article, awa: Deciding) -> None:
    row = waiting(article, "Gagnez de l'argent vite chez nous.")

    approved = awa.approve(row)
    assert approved is not None
    knew = what_is_known()
    assert set(knew.values()) == {(0, 1)}

    rejected = awa.reject(row, "Publicité.")
    assert rejected is not None
    assert set(what_is_known().values()) == {(1, 0)}

    undo(rejected, by=awa.by, now=LATER)
    assert what_is_known() == knew


def test_a_second_approval_teaches_nothing_new_and_its_undoing_forgets_nothing(
    article: Article, awa: Deciding
) -> None:
    row = waiting(article, "Un avis mesuré sur le bac.")
    awa.approve(row)
    knew = what_is_known()
    report(row, make_contributor(), Report.Reason.SPAM, "", now=NOW)

    again = awa.approve(row)

    assert again is not None
    assert what_is_known() == knew
    undo(again, by=awa.by, now=LATER)
    assert what_is_known() == knew


def test_a_paper_that_does_not_want_it_teaches_nothing(article: Article, awa: Deciding) -> None:
    make_rules(learns=False)

    awa.reject(waiting(article), "Non.")

    assert what_is_known() == {}


def test_many_are_decided_at_once_and_what_cannot_be_stops_none(article: Article, awa: Deciding) -> None:
    rows = [waiting(article) for _number in range(3)]
    own = make_contributor()
    own.user = awa.by
    own.save()
    mine, taken, gone = waiting(article), waiting(article), waiting(article)
    Contribution.objects.filter(pk=mine.pk).update(author=own)
    take([taken.pk], by=moderator(), now=NOW)
    withdraw(gone, now=NOW)

    result = decide_many(awa.approve, [row.pk for row in [*rows, mine, taken, gone]] * 2)

    assert (result.decided, result.own, result.taken, result.gone) == (3, 1, 1, 1)
    assert Contribution.objects.published().count() == 3


def test_a_rejected_contribution_is_off_the_pages_before_the_request_returns(
    press: Any, newspaper: Newspaper
) -> None:
    make_rules()
    with press.at_work():
        article = make_article(newspaper.politics, published_at=NOW)
        article.talk = "open"
        article.save_revision().publish()
        row = published(make_contributor(is_superuser=True), article, "Le canari bleu de Sogonko.")
    pages = [
        article.url,
        reverse("discussion", args=[article.pk]),
        reverse("discussion_thread", args=[row.pk]),
    ]
    press.print(*pages)
    assert ["canari" in (press.text(page) or "") for page in pages] == [True, True, True]

    with press.at_work():
        Deciding(moderator(), now=NOW).reject(row, "Faux.")

    assert ["canari" in (press.text(page) or "") for page in pages] == [False, False, False]
