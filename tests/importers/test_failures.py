"""A page that cannot come in is named with the reason, and keeps none of the others out."""

import errno
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from wagtail.models import Locale

from rotative.articles.models import Article, Column, Topic
from rotative.authors.models import Author
from rotative.importers.pages import PageRefused, read_page
from rotative.importers.pages.parsed import Refusal
from rotative.sections.models import HomePage
from tests.factories import ColumnFactory, Newspaper, TopicFactory
from tests.photos.pictures import jpeg

from .importing import html_page, report, run, save, text_page

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)


def test_an_unexpected_failure_is_named_logged_and_undone_and_the_rest_comes_in(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def disk_is_full(
        self: FileSystemStorage, name: str, content: object, max_length: int | None = None
    ) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "bac.jpg").write_bytes(jpeg())
    picture = '<figure><img src="bac.jpg"></figure>'
    save(
        tmp_path / "a.html",
        html_page("Le bac reprend ses traversées", '<meta name="author" content="Awa Diarra">', picture),
    )
    save(tmp_path / "b.txt", text_page("Un autre jour au marché"))
    monkeypatch.setattr(FileSystemStorage, "save", disk_is_full)

    with caplog.at_level(logging.ERROR):
        said = report(tmp_path)

    assert "1 " in said.splitlines()[0]
    assert "a.html: OSError: [Errno 28] No space left on device" in said
    assert "Traceback" in caplog.text
    assert Article.objects.get().title == "Un autre jour au marché"
    assert not Author.objects.exists()


def test_topics_that_differ_in_capitals_or_accents_are_one(newspaper: Newspaper, tmp_path: Path) -> None:
    mali = TopicFactory.create(name="Mali")
    tags = "".join(
        f'<meta property="article:tag" content="{tag}">' for tag in ("mali", "MALI", "Énergie", "energie")
    )
    page = save(tmp_path / "a.html", html_page(head=tags))

    run(page)

    topics = [entry.topic for entry in Article.objects.get().article_topics.all()]
    assert topics == [mali, Topic.objects.get(name="Énergie")]


def test_columns_that_differ_in_an_apostrophe_are_one(newspaper: Newspaper, tmp_path: Path) -> None:
    column = ColumnFactory.create(name="À l’heure du fleuve")
    hers = "".join(
        f"À l'heure du fleuve : {title}\n\nPar Awa Diarra\n\nPublié le {day} octobre 2025\n\n"
        for day, title in ((12, "La crue"), (5, "Le gué"))
    )
    page = save(tmp_path / "a.txt", text_page(below=f"Awa DIARRA\n\nLes articles de l’auteur\n\n{hers}"))

    run(page)

    assert Column.objects.get() == column
    assert Article.objects.filter(column=column).count() == 2


def test_the_articles_own_column_is_found_by_its_kicker(newspaper: Newspaper, tmp_path: Path) -> None:
    column = ColumnFactory.create(name="À l’heure du fleuve")

    run(save(tmp_path / "a.txt", text_page("À l'heure du fleuve : La crue attendue")))

    article = Article.objects.get()
    assert (article.column, article.kicker, article.title) == (column, "", "La crue attendue")


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_headline_that_no_column_holds_is_refused_by_its_length(
    newspaper: Newspaper, tmp_path: Path, kind: str
) -> None:
    long = "Le marché " + "change de rive et " * 15
    content = text_page(long) if kind == "txt" else html_page(long)

    said = report(save(tmp_path / f"long.{kind}", content))

    assert "the headline is longer than 255 characters" in said
    assert not Article.objects.exists()


def test_an_announced_headline_that_is_too_long_is_left_out_and_named(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    long = "Le marché " + "change de rive et " * 15
    page = save(tmp_path / "a.txt", text_page(below=f"Lire aussi : {long}\n\nLire aussi : Le pont est sûr"))

    said = run(page)

    assert "announced headline of more than 255 characters: Le marché change de rive" in said
    assert [pin.related.title for pin in Article.objects.get(to_be_completed=False).related_pins.all()] == [
        "Le pont est sûr"
    ]


def test_a_paper_without_a_home_page_says_how_to_get_one(newspaper: Newspaper, tmp_path: Path) -> None:
    page = save(tmp_path / "a.txt", text_page())
    HomePage.objects.get(pk=newspaper.home.pk).delete()

    said = report(page)

    assert "no home page in this language: add one in the back office under Pages" in said
    assert "“fr”" in said


def test_a_paper_without_the_articles_language_says_how_to_add_it(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.english_home.delete()
    Locale.objects.get(language_code="en").delete()
    english = "".join(
        f"<p>The ferry is back on the river after three weeks of work, and number {n}.</p>" for n in "123"
    )
    page = save(
        tmp_path / "a.html", html_page("The ferry is back", below=english).replace('lang="fr"', 'lang="en"')
    )

    said = report(page)

    assert "does not appear in this language: add it in the back office under Settings, Locales" in said
    assert "“en”" in said


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_date_in_the_future_is_named(newspaper: Newspaper, tmp_path: Path, kind: str) -> None:
    save(tmp_path / "b.txt", text_page("Un autre jour au marché"))
    if kind == "txt":
        content = text_page(published="samedi 03 novembre 2096 à 10:41")
    else:
        content = html_page(published="2096-11-03T10:41:00+00:00")

    said = report(save(tmp_path / f"a.{kind}", content).parent)

    assert f"a.{kind}" in said
    assert "this date lies in the future" in said
    assert "2096" in said
    assert Article.objects.get().title == "Un autre jour au marché"


def test_a_future_date_is_refused_with_its_line(tmp_path: Path) -> None:
    page = save(tmp_path / "a.txt", text_page(published="samedi 08 novembre 2025 à 10:41"))

    with pytest.raises(PageRefused) as refused:
        read_page(page, NOW)

    assert (refused.value.reason, refused.value.line) == (Refusal.FUTURE_DATE, 5)
    assert refused.value.found == "Publié samedi 08 novembre 2025 à 10:41"


def test_a_listed_article_of_the_future_is_refused_like_one_of_an_impossible_day(tmp_path: Path) -> None:
    hers = "Les articles de l’auteur\n\nLa crue\n\nPar Awa Diarra\n\nPublié le 8 novembre 2025\n"
    page = save(tmp_path / "a.txt", text_page(below=f"Awa DIARRA\n\n{hers}"))

    with pytest.raises(PageRefused) as refused:
        read_page(page, NOW)

    assert refused.value.found == "Publié le 8 novembre 2025"


def test_tomorrows_paper_printed_tonight_is_no_future(tmp_path: Path) -> None:
    page = save(tmp_path / "a.txt", text_page(published="mardi 04 novembre 2025 à 10:41"))

    assert read_page(page, NOW).published_at == datetime(2025, 11, 4, 10, 41)
    assert read_page(page, NOW - timedelta(days=1)).headline


def test_frames_that_a_browser_saved_beside_a_page_are_no_pages(newspaper: Newspaper, tmp_path: Path) -> None:
    save(tmp_path / "bac.html", html_page("Le bac reprend ses traversées"))
    save(tmp_path / "bac_files" / "cadre" / "annonce.html", "<html><body>Annonce</body></html>")
    save(tmp_path / "vieux_files" / "marche.html", html_page())

    run(tmp_path)

    assert {article.title for article in Article.objects.all()} == {
        "Le bac reprend ses traversées",
        "Le marché de Dioumana change de rive",
    }
