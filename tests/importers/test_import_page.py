"""The saved page of an article comes in, is published, and shows on our site what it showed on theirs."""

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from lxml import html

from rotative.articles.models import Article, Column
from rotative.authors.models import Author
from rotative.paper.models import LegalPage, Paper
from tests.factories import Newspaper, make_section
from tests.photos.factories import PhotoFactory

from .importing import html_page, run, save

pytestmark = pytest.mark.django_db

INVENTED = """Le marché de Dioumana change de rive

Les vendeuses s’installent de l’autre côté du pont. Elles y gagnent de l’ombre.

Publié lundi 03 novembre 2025 à 10:41

Le premier étal a traversé dimanche, sur une charrette tirée par deux ânes qui connaissaient le chemin.

Les autres ont suivi dans la matinée, et le placier a compté quarante-deux emplacements avant midi.

Correspondante à Dioumana

Awa DIARRA
"""


@pytest.fixture
def page(shared: Path) -> Path:
    return shared / "pages" / "article-page.txt"


def plain(text: str) -> str:
    """Letters and digits only: what typography never changes."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def test_the_page_brings_article_authors_columns_and_drafts(newspaper: Newspaper, page: Path) -> None:
    run(str(page), "--section", "politique")

    article = Article.objects.get(to_be_completed=False)
    assert article.published_at == datetime(2025, 6, 24, 9, 33, tzinfo=UTC)
    assert [s.author.name for s in article.signatures.all()] == ["Alassane Souleymane", "Oumar Diop"]
    assert {s.role for s in article.signatures.all()} == {"special_envoy"}
    assert article.related_pins.count() == 6
    assert Article.objects.filter(to_be_completed=True, live=False).count() == 13
    assert set(Column.objects.values_list("name", flat=True)) == {
        "À l’heure du Mali",
        "Perspectives sahéliennes",
    }
    dated = Article.objects.filter(to_be_completed=True, first_published_at__isnull=False)
    assert dated.count() == 7
    assert dated.get(first_published_at=datetime(2025, 11, 14, 10, 49, tzinfo=UTC)).standfirst == ""


def test_nothing_is_doubled_by_a_second_import(newspaper: Newspaper, page: Path) -> None:
    run(str(page))
    before = (Article.objects.count(), Author.objects.count(), Column.objects.count())

    said = run(str(page))

    assert (Article.objects.count(), Author.objects.count(), Column.objects.count()) == before
    assert "present" in said


def test_the_published_page_shows_everything_in_the_same_order(
    newspaper: Newspaper, page: Path, client: Client
) -> None:
    run(str(page), "--section", "politique")
    subscribe = LegalPage(
        title="S’abonner", slug="abonnement", body="<p>Au guichet.</p>", locale=newspaper.home.locale
    )
    newspaper.home.add_child(instance=subscribe)
    paper = Paper.for_site(newspaper.site)
    paper.subscribe_page = subscribe
    paper.save()
    article = Article.objects.get(to_be_completed=False)
    # The text brings no pictures; the editor adds the lead photo, which then takes the headline as its caption.
    article.lead_photo = PhotoFactory.create(caption="", photographer="")
    article.save_revision()
    for one in [*Article.objects.filter(to_be_completed=True), article]:
        one.latest_revision.publish()

    response = client.get(article.get_url(), headers={"host": newspaper.site.hostname})

    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    shown = plain(str(tree.xpath("string(//main)")))
    position = 0
    for line in expected_lines(page.read_text(encoding="utf-8")):
        found = shown.find(plain(line), position)
        assert found >= 0, f"not on the page, or not in its place: {line!r}"
        position = found + len(plain(line))


def expected_lines(source: str) -> list[str]:
    """The visible lines of the saved page; “Lire aussi” stands once as a heading, and “-.” is never printed."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    heading = next(n for n, line in enumerate(lines) if line.startswith("Lire aussi"))
    cleaned = [re.sub(r"^Lire aussi : ", "", line) for line in lines if line != "-."]
    cleaned.insert(heading, "Lire aussi")
    return cleaned


def test_a_dry_run_changes_nothing(newspaper: Newspaper, page: Path) -> None:
    said = run(str(page), "--dry-run")

    assert "6 related, 7 by the author" in said
    assert not Article.objects.exists()


def test_what_is_no_article_is_named_and_the_rest_comes_in(newspaper: Newspaper, tmp_path: Path) -> None:
    (tmp_path / "a-vide.txt").write_bytes(b"")
    (tmp_path / "b-binaire.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (tmp_path / "c-date.txt").write_text(INVENTED.replace("03 novembre", "31 février"), encoding="utf-8")
    (tmp_path / "d-bon.txt").write_text(INVENTED, encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        run(str(tmp_path))

    for name in ("a-vide.txt", "b-binaire.txt", "c-date.txt"):
        assert name in str(refusal.value)
    article: Any = Article.objects.get()
    assert article.signatures.get().role == "correspondent"
    assert article.signatures.get().role_detail == "à Dioumana"
    assert article.section.title == "À classer"


def test_a_page_belongs_to_the_section_that_it_names_in_whatever_letters(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    economy = make_section(newspaper.home, "Économie")
    make_section(newspaper.english_home, "ÉCONOMIE")
    head = '<meta property="article:section" content="ÉCONOMIE">'

    run(save(tmp_path / "marche.html", html_page(head=head)))

    assert Article.objects.get().get_parent().specific == economy


def test_a_draft_that_was_only_announced_is_completed_by_its_own_page(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    announcing = INVENTED.replace("Le marché de Dioumana change de rive", "Un autre jour au marché")
    announcing += "\nLire aussi : Le marché de Dioumana change de rive\n\nLes vendeuses s’installent ..\n"
    (tmp_path / "annonce.txt").write_text(announcing, encoding="utf-8")
    run(str(tmp_path / "annonce.txt"))
    draft = Article.objects.get(to_be_completed=True)
    (tmp_path / "page.txt").write_text(INVENTED, encoding="utf-8")

    said = run(str(tmp_path / "page.txt"))

    draft.refresh_from_db()
    assert "completed" in said
    assert not draft.to_be_completed
    assert "charrette" in draft.text
    assert Article.objects.count() == 2
