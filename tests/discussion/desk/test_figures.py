"""The log and the figures: what was decided by whom, and how long it took."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from rotative.articles.models import Article
from rotative.discussion.deciding import Deciding
from rotative.discussion.desk.figures import figures
from rotative.discussion.models import Act, Decision
from rotative.discussion.undoing import undo
from tests.back_office import signed_in
from tests.discussion.desk.people import ROOT, moderator, waiting
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def article(newspaper: Newspaper) -> Article:
    make_rules()
    return make_article(newspaper.politics, published_at=NOW)


def test_the_median_is_of_what_waited_and_stands_by_rule_moderator_and_week(article: Article) -> None:
    awa, issa = (
        moderator(first_name="Awa", last_name="Diarra"),
        moderator(first_name="Issa", last_name="Keita"),
    )
    rows = [waiting(article, now=NOW) for _number in range(3)]
    for by, row, minutes in ((awa, rows[0], 1), (awa, rows[1], 5), (issa, rows[2], 60)):
        Deciding(by, now=NOW + timedelta(minutes=minutes)).approve(row)
    looked_at = published(make_contributor(), article, now=NOW)
    Deciding(awa, now=NOW + timedelta(hours=9)).reject(looked_at, "Faux.")

    found = figures(NOW + timedelta(hours=10))

    assert found.whole.median == timedelta(minutes=5)
    assert found.by_moderator["Awa Diarra"].median == timedelta(minutes=3)
    assert found.by_moderator["Issa Keita"].median == timedelta(hours=1)
    assert found.by_rule["newcomer"].median == timedelta(minutes=5)
    assert dict(found.by_rule["newcomer"].acts) == {Act.HELD: 3, Act.APPROVED: 3}
    assert dict(found.whole.acts) == {Act.HELD: 3, Act.PUBLISHED: 1, Act.APPROVED: 3, Act.REJECTED: 1}
    assert sum(week.acts[Act.HELD] for week in found.by_week.values()) == 3


def test_what_was_undone_or_is_old_does_not_count(article: Article) -> None:
    awa = moderator()
    decision = Deciding(awa, now=NOW).approve(waiting(article, now=NOW))
    assert decision is not None
    undo(decision, by=awa, now=NOW + timedelta(seconds=1))

    assert figures(NOW).whole.median is None
    assert dict(figures(NOW + timedelta(weeks=20)).whole.acts) == {}


def test_where_nothing_was_decided_the_page_says_so(article: Article) -> None:
    assert signed_in(moderator()).get(f"{ROOT}statistiques/").status_code == 200


def test_the_log_is_read_page_by_page_and_narrowed(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rotative.discussion.desk.log.A_PAGE", 2)
    awa = moderator(first_name="Awa", last_name="Diarra")
    for _number in range(3):
        Deciding(awa, now=NOW).reject(waiting(article), "Hors sujet.")
    desk = signed_in(moderator())

    first = desk.get(f"{ROOT}journal/?act=rejected")
    second = desk.get(f"{ROOT}journal/{first.context['next_page']}")

    assert first.content.decode().count("Hors sujet.") == 2
    assert second.content.decode().count("Hors sujet.") == 1
    assert second.context["next_page"] == ""
    assert "Hors sujet." not in desk.get(f"{ROOT}journal/?act=featured").content.decode()
    assert desk.get(f"{ROOT}journal/?act=nothing").status_code == 404


def test_the_log_is_taken_away_as_a_table_without_formulas(article: Article) -> None:
    awa = moderator(email="awa@example.org")
    row = waiting(article, by=make_contributor("Fatou Sow"))
    Deciding(awa, now=NOW).reject(row, "=HYPERLINK(1)\nHors sujet, “voilà”.")

    answer = signed_in(moderator()).get(f"{ROOT}journal.csv")

    assert answer["Content-Disposition"].endswith('.csv"')
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    lines = list(csv.DictReader(StringIO(text)))
    assert len(lines) == Decision.objects.count() == 2
    assert lines[0]["by"] == "awa@example.org"
    assert lines[0]["reason"] == "'=HYPERLINK(1) Hors sujet, “voilà”."
    assert (lines[0]["contributor"], lines[0]["contribution"]) == ("Fatou Sow", str(row.pk))
