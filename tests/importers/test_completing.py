"""An announced article is completed by its own page: a draft is filled, a published one waits for an editor."""

from pathlib import Path
from typing import Any

import pytest

from rotative.articles.models import Article
from rotative.articles.publication import published_changed
from tests.factories import Newspaper

from .importing import DONKEYS, run, save, text_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]


@pytest.fixture
def announced(newspaper: Newspaper, tmp_path: Path) -> Any:
    """The market's move, which another page has announced."""
    below = "Lire aussi : Le marché de Dioumana change de rive\n\nLes vendeuses s’installent ..\n"
    run(save(tmp_path / "annonce.txt", text_page("Un autre jour au marché", below=below)))
    return Article.objects.get(to_be_completed=True)


def test_a_draft_is_filled_and_no_longer_to_be_completed(announced: Any, tmp_path: Path) -> None:
    run(save(tmp_path / "page.txt", text_page()))

    announced.refresh_from_db()
    assert DONKEYS in announced.text
    assert not announced.to_be_completed
    assert not announced.latest_revision.as_object().to_be_completed
    assert not announced.live


def test_readers_of_a_published_announcement_see_nothing_until_an_editor_publishes(
    announced: Any, tmp_path: Path
) -> None:
    announced.latest_revision.publish()
    before = Article.objects.filter(pk=announced.pk).values("title", "standfirst", "body", "teaser").get()

    said = run(save(tmp_path / "page.txt", text_page()))

    assert "completed as a draft of the published article" in said
    assert (
        Article.objects.filter(pk=announced.pk).values("title", "standfirst", "body", "teaser").get()
        == before
    )
    announced.refresh_from_db()
    assert announced.live
    assert announced.has_unpublished_changes
    assert not announced.to_be_completed
    assert DONKEYS in announced.get_latest_revision_as_object().text


def test_publishing_the_waiting_draft_shows_the_whole_article(announced: Any, tmp_path: Path) -> None:
    announced.latest_revision.publish()
    run(
        save(
            tmp_path / "page.txt",
            text_page(below="Envoyée spéciale\n\nAwa DIARRA\n\nLire aussi : Le pont est sûr"),
        )
    )
    told = []
    published_changed.connect(
        lambda article, **_others: told.append(article.pk), weak=False, dispatch_uid="test"
    )

    Article.objects.get(pk=announced.pk).latest_revision.publish()

    published_changed.disconnect(dispatch_uid="test")
    article = Article.objects.get(pk=announced.pk)
    assert told == [announced.pk]
    assert DONKEYS in article.text
    assert article.signatures.get().author.name == "Awa Diarra"
    assert article.related_pins.get().related.title == "Le pont est sûr"
    assert not article.to_be_completed
    assert article.published_at.isoformat() == "2025-11-03T10:41:00+00:00"


def test_a_second_import_makes_no_second_draft(announced: Any, tmp_path: Path) -> None:
    announced.latest_revision.publish()
    page = save(tmp_path / "page.txt", text_page())
    run(page)
    revisions = announced.revisions.count()

    said = run(page)

    assert "present" in said
    assert announced.revisions.count() == revisions


def test_what_an_editor_withdrew_stays_withdrawn_and_gets_a_draft(announced: Any, tmp_path: Path) -> None:
    announced.latest_revision.publish()
    announced.refresh_from_db()
    announced.unpublish()

    run(save(tmp_path / "page.txt", text_page()))

    announced.refresh_from_db()
    assert not announced.live
    assert DONKEYS in announced.get_latest_revision_as_object().text


def test_what_an_editor_added_to_the_announcement_stays(announced: Any, tmp_path: Path) -> None:
    announced.place = "Dioumana"
    announced.save_revision()

    run(save(tmp_path / "page.txt", text_page()))

    announced.refresh_from_db()
    assert announced.place == "Dioumana"
    assert DONKEYS in announced.text
