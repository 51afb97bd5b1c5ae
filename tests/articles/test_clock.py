"""The clock publishes and withdraws at the hour, each article for itself."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from rotative.articles.clock import run_due, tell
from rotative.articles.listings import section_key
from rotative.articles.models import Article
from rotative.search.index import search_index
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db


def let_the_hour_come(article: Article) -> None:
    """Put the moment an article is scheduled for into the past, as if it had come."""
    moment = timezone.now() - timedelta(seconds=1)
    revision = article.revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save(update_fields=["content", "approved_go_live_at"])


def schedule(section: Any, title: str, **fields: Any) -> Article:
    """An article that was scheduled for a moment which has come since."""
    article = make_article(section, title, publish=False, **fields)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    let_the_hour_come(article)
    article.refresh_from_db()
    assert not article.live
    return article


def expire(article: Article, at: datetime) -> None:
    Page.objects.filter(pk=article.pk).update(expire_at=at)


def test_a_scheduled_article_appears_in_its_lists_and_in_search(
    newspaper: Newspaper, django_capture_on_commit_callbacks: Any
) -> None:
    article = schedule(newspaper.politics, "Le bac repart")

    with django_capture_on_commit_callbacks(execute=True):
        report = run_due(timezone.now())

    assert report.published == ["Le bac repart"]
    assert list(Article.objects.listed(section_key(newspaper.politics.pk))) == [article]
    assert search_index().ids() == {article.pk}


def test_before_its_hour_it_does_not(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, publish=False)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()

    report = run_due(timezone.now())

    article.refresh_from_db()
    assert report.published == []
    assert not article.live


def test_a_new_version_of_a_published_article_appears_at_its_hour(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, "Le bac repart")
    first_published_at = article.first_published_at
    article.title = "Le bac est reparti"
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    let_the_hour_come(article)

    run_due(timezone.now())

    article.refresh_from_db()
    assert article.title == "Le bac est reparti"
    # A revision keeps milliseconds only.
    assert abs(article.first_published_at - first_published_at) < timedelta(milliseconds=1)


def test_an_expired_article_leaves_lists_search_and_its_address(
    newspaper: Newspaper, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(newspaper.politics)
    stays = make_article(newspaper.politics, "Le marché ouvre")
    address = article.get_url()
    assert client.get(address).status_code == 200
    expire(article, timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        report = run_due(timezone.now())

    assert report.expired == [article.title]
    assert list(Article.objects.listed(section_key(newspaper.politics.pk))) == [stays]
    assert article.pk not in search_index().ids()
    assert client.get(address).status_code == 404
    article.refresh_from_db()
    assert article.expired


def test_an_article_that_fails_does_not_stop_the_others(newspaper: Newspaper) -> None:
    broken = schedule(newspaper.politics, "Un article abîmé")
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["body"] = 7  # as a bad import or a restored backup may leave it
    revision.save(update_fields=["content"])
    sound = schedule(newspaper.politics, "Le bac repart")

    report = run_due(timezone.now())

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert list(report.failed) == [f"Revision {revision.pk} (Un article abîmé)"]
    assert (broken.live, sound.live) == (False, True)


def test_what_failed_is_tried_again_once_it_is_mended(newspaper: Newspaper) -> None:
    article = schedule(newspaper.politics, "Un article abîmé")
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    whole = dict(revision.content)
    revision.content["body"] = 7
    revision.save(update_fields=["content"])
    assert run_due(timezone.now()).failed
    revision.content = whole
    revision.save(update_fields=["content"])

    report = run_due(timezone.now())

    article.refresh_from_db()
    assert (report.failed, article.live) == ({}, True)


def test_a_failure_is_told_with_its_traceback_the_first_time_only(
    newspaper: Newspaper, caplog: pytest.LogCaptureFixture
) -> None:
    schedule(newspaper.politics, "Un article abîmé")
    Revision.objects.filter(approved_go_live_at__isnull=False).update(content={"pk": None})

    known = tell(run_due(timezone.now()))
    told = len(caplog.records)
    again = tell(run_due(timezone.now()), known)

    assert (told, len(caplog.records)) == (1, 1)
    assert caplog.records[0].exc_info
    assert again == known


def test_nothing_is_done_twice(newspaper: Newspaper) -> None:
    schedule(newspaper.politics, "Le bac repart")
    run_due(timezone.now())

    again = run_due(timezone.now())

    assert (again.published, again.expired, again.failed) == ([], [], {})


def test_one_round_from_the_command_line(newspaper: Newspaper) -> None:
    article = schedule(newspaper.politics, "Le bac repart")

    call_command("clock", "--once")

    article.refresh_from_db()
    assert article.live


def test_one_round_with_a_failure_ends_with_an_error(newspaper: Newspaper) -> None:
    schedule(newspaper.politics, "Un article abîmé")
    Revision.objects.filter(approved_go_live_at__isnull=False).update(content={"pk": None})

    with pytest.raises(CommandError, match="1 items failed: Revision"):
        call_command("clock", "--once", stderr=StringIO())
