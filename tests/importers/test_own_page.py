"""An article page of our own, saved from a browser, brings back everything that it showed."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from lxml import html

from rotative.articles.models import (
    Article,
    Column,
    RelatedPin,
    Role,
    Signature,
    Topic,
)
from rotative.authors.models import Author
from rotative.photos.models import Photo
from tests.factories import (
    AuthorFactory,
    ColumnFactory,
    Newspaper,
    TopicFactory,
    make_article,
)
from tests.photos.factories import PhotoFactory

from .importing import run, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits_at_once")]

PARAGRAPHS = [
    "Le bac a repris ses traversées mardi matin, avec deux charrettes et une trentaine de passagers à bord.",
    "Le mécanicien a changé la courroie et le câble ; il a fallu attendre les pièces pendant trois semaines.",
    "« Nous avons eu le temps de repeindre la cabine », dit-il, en montrant le bleu encore frais.",
    "Les vendeuses de poisson, elles, ont marché jusqu’au gué tous les jours, avec leurs bassines.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SAID = "Une phrase de chapeau pour la liste."


def at(day: int) -> datetime:
    return datetime(2025, 11, day, 8, 5, tzinfo=UTC)


def visit_and_save(client: Client, article: Article, folder: Path) -> Path:
    """Do what a browser does for “save page, complete”: its pictures beside it, and relative addresses."""
    shown = client.get(article.get_url(), headers={"host": "localhost"}).content.decode()
    for address in set(re.findall(r'src="/media/([^"]+)"', shown)):
        beside = folder / "bac_files" / Path(address).name
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(default_storage.open(address).read())
        shown = shown.replace(f'src="/media/{address}"', f'src="./bac_files/{beside.name}"')
    return save(folder / "bac.html", shown)


def visible(page: Path) -> list[str]:
    """What a reader sees of the article and below it."""
    return str(html.fromstring(page.read_text(encoding="utf-8")).xpath("string(//main)")).split()


def forget_everything() -> None:
    for article in Article.objects.all():
        article.delete()
    for model in (Photo, Column, Topic, Author):
        model.objects.all().delete()


@pytest.fixture
def ferry(newspaper: Newspaper) -> Any:
    """The ferry is back: by Awa and Issa, in a column, with three to read also and what both wrote before."""
    awa = AuthorFactory.create(name="Awa Diarra", feminine_titles=True)
    issa = AuthorFactory.create(name="Issa Traoré")
    fanta = AuthorFactory.create(name="Fanta Coulibaly")
    column = ColumnFactory.create(name="Carnets du fleuve")
    related = [
        make_article(newspaper.politics, "Les étals changent de place", kicker="Économie", standfirst=SAID),
        make_article(newspaper.politics, "Un pont neuf pour Kéniéba", authors=(fanta,), standfirst=SAID),
        make_article(
            newspaper.politics, "« On a tout rangé », dit la doyenne", kicker="Entretien", standfirst=SAID
        ),
    ]
    for title, day, author in (
        ("La crue attendue", 3, awa),
        ("Les pirogues rentrent", 10, awa),
        ("Le gué", 9, issa),
    ):
        make_article(
            newspaper.culture, title, column=column, authors=(author,), standfirst=SAID, published_at=at(day)
        )
    make_article(newspaper.culture, "Le potier", authors=(awa,), standfirst=SAID, published_at=at(12))
    article = make_article(
        newspaper.politics,
        "Le bac reprend ses traversées",
        column=column,
        standfirst="Après trois semaines de réparation, le bac repart. Les passagers reviennent.",
        text=TEXT,
        published_at=at(17),
        lead_photo=PhotoFactory.create(),
        topics=(TopicFactory.create(name="Fleuve"),),
        publish=False,
    )
    article.signatures = [
        Signature(author=author, role=Role.SPECIAL_ENVOY, role_detail="à Kéniéba", sort_order=n)
        for n, author in enumerate((awa, issa))
    ]
    article.related_pins = [RelatedPin(related=other, sort_order=n) for n, other in enumerate(related)]
    article.save()
    article.save_revision().publish()
    return article


def test_our_own_article_page_comes_back_whole(
    newspaper: Newspaper, client: Client, tmp_path: Path, ferry: Any
) -> None:
    page = visit_and_save(client, ferry, tmp_path)
    forget_everything()

    run(page)

    article = Article.objects.get(to_be_completed=False)
    assert (article.title, article.column.name, article.kicker) == (
        "Le bac reprend ses traversées",
        "Carnets du fleuve",
        "",
    )
    assert (
        article.standfirst == "Après trois semaines de réparation, le bac repart. Les passagers reviennent."
    )
    assert (article.published_at, article.updated_at) == (at(17), None)
    assert article.text.splitlines() == PARAGRAPHS
    assert article.section == newspaper.politics
    assert [entry.topic.name for entry in article.article_topics.all()] == ["Fleuve"]
    assert article.lead_caption == article.lead_photo.caption == "Le marché de Kéniéba, mardi matin."
    assert article.lead_photo.credit == "Mariam Coulibaly"
    assert not article.live


def test_our_own_byline_comes_back_with_its_role_and_family_names(
    newspaper: Newspaper, client: Client, tmp_path: Path, ferry: Any
) -> None:
    page = visit_and_save(client, ferry, tmp_path)
    forget_everything()

    run(page)

    signatures = Article.objects.get(to_be_completed=False).signatures.all()
    assert [(one.author.name, one.author.family_name) for one in signatures] == [
        ("Awa Diarra", "Diarra"),
        ("Issa Traoré", "Traoré"),
    ]
    assert {(one.role, one.role_detail) for one in signatures} == {(Role.SPECIAL_ENVOY, "à Kéniéba")}


def test_what_our_own_page_lists_comes_back_as_drafts(
    newspaper: Newspaper, client: Client, tmp_path: Path, ferry: Any
) -> None:
    page = visit_and_save(client, ferry, tmp_path)
    forget_everything()

    run(page)

    article = Article.objects.get(to_be_completed=False)
    pinned = [pin.related for pin in article.related_pins.all()]
    assert [(other.kicker, other.title, other.standfirst) for other in pinned] == [
        ("Économie", "Les étals changent de place", SAID),
        ("", "Un pont neuf pour Kéniéba", SAID),
        ("Entretien", "« On a tout rangé », dit la doyenne", SAID),
    ]
    drafts = Article.objects.filter(to_be_completed=True).exclude(pk__in=[other.pk for other in pinned])
    assert {
        (
            other.title,
            other.published_at,
            other.column.name if other.column else None,
            other.signatures.get().author.name,
        )
        for other in drafts
    } == {
        ("La crue attendue", at(3), "Carnets du fleuve", "Awa Diarra"),
        ("Les pirogues rentrent", at(10), "Carnets du fleuve", "Awa Diarra"),
        ("Le potier", at(12), None, "Awa Diarra"),
        ("Le gué", at(9), "Carnets du fleuve", "Issa Traoré"),
    }
    assert {other.standfirst for other in drafts} == {SAID}
    assert not Article.objects.filter(live=True).exists()
    assert Author.objects.count() == 2


def test_our_own_page_imported_twice_doubles_nothing(
    newspaper: Newspaper, client: Client, tmp_path: Path, ferry: Any
) -> None:
    page = visit_and_save(client, ferry, tmp_path)
    forget_everything()
    run(page)
    before = [model.objects.count() for model in (Article, Author, Column, Topic, Photo)]

    said = run(page)

    assert [model.objects.count() for model in (Article, Author, Column, Topic, Photo)] == before
    assert "present" in said


def test_the_page_printed_from_the_import_reads_like_the_first(
    newspaper: Newspaper, client: Client, tmp_path: Path, ferry: Any
) -> None:
    page = visit_and_save(client, ferry, tmp_path)
    forget_everything()
    run(page)
    imported = Article.objects.get(to_be_completed=False)
    for one in [*Article.objects.filter(to_be_completed=True), imported]:
        one.latest_revision.publish()

    again = visit_and_save(client, Article.objects.get(pk=imported.pk), tmp_path / "encore")

    assert visible(again) == visible(page)
    assert "present" in run(again)


def test_a_kicker_comes_back_in_english_too(newspaper: Newspaper, client: Client, tmp_path: Path) -> None:
    mariam = AuthorFactory.create(name="Mariam Keita")
    older = make_article(
        newspaper.english_culture,
        "The weavers go north",
        kicker="Crafts",
        authors=(mariam,),
        standfirst="They take their looms along.",
        published_at=at(3),
    )
    article = make_article(
        newspaper.english_culture,
        "A potter returns: the kiln is lit",
        kicker="Crafts",
        standfirst="After the rains she is back at her wheel, and the village with her.",
        text="<p>The kiln was lit at dawn, and half the village had come to see whether it would draw.</p>"
        "<p>It did. By noon the first forty bowls stood in the shade, still too warm to be touched.</p>",
        authors=(mariam,),
        published_at=at(17),
    )
    page = visit_and_save(client, article, tmp_path)
    headlines = {older.title, article.title}
    forget_everything()

    run(page)

    assert {(other.title, other.kicker) for other in Article.objects.all()} == {
        (headline, "Crafts") for headline in headlines
    }
    assert Article.objects.get(to_be_completed=True).published_at == at(3)
    assert Article.objects.get(to_be_completed=False).language == "en"
