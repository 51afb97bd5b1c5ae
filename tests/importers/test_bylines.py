"""Signatures from the byline of a page: roles as the paper prints them, authors as they are."""

from pathlib import Path

import pytest

from rotative.articles.models import Article, Role
from rotative.authors.models import Author
from tests.factories import AuthorFactory, Newspaper

from .importing import run, save, text_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("byline", "role", "detail", "is_feminine"),
    [
        ("Envoyée spéciale", Role.SPECIAL_ENVOY, "", True),
        ("Envoyé spécial à Dioumana", Role.SPECIAL_ENVOY, "à Dioumana", False),
        ("ENVOYÉE SPÉCIALE", Role.SPECIAL_ENVOY, "", True),
        ("Notre envoyée spéciale", Role.SPECIAL_ENVOY, "", True),
        ("Correspondante à Dioumana", Role.CORRESPONDENT, "à Dioumana", True),
        ("Correspondant à Dioumana", Role.CORRESPONDENT, "à Dioumana", False),
        ("Propos recueillis par", Role.OTHER, "Propos recueillis par", False),
    ],
)
def test_a_new_author_takes_the_gender_of_the_role(
    newspaper: Newspaper, tmp_path: Path, byline: str, role: Role, detail: str, is_feminine: bool
) -> None:
    run(save(tmp_path / "a.txt", text_page(below=f"{byline}\n\nAwa DIARRA")))

    signature = Article.objects.get().signatures.get()
    assert (signature.role, signature.role_detail) == (role, detail)
    assert signature.author.feminine_titles is is_feminine


def test_several_women_take_the_feminine_plural(newspaper: Newspaper, tmp_path: Path) -> None:
    run(save(tmp_path / "a.txt", text_page(below="Envoyées spéciales\n\nAwa DIARRA et Fanta SIDIBÉ")))

    assert {author.feminine_titles for author in Author.objects.all()} == {True}
    assert Author.objects.count() == 2


@pytest.mark.parametrize(("titles", "role"), [(False, "Envoyée spéciale"), (True, "Envoyé spécial")])
def test_an_author_who_is_there_already_keeps_the_titles_she_chose(
    newspaper: Newspaper, tmp_path: Path, titles: bool, role: str
) -> None:
    AuthorFactory.create(name="Awa Diarra", feminine_titles=titles)

    run(save(tmp_path / "a.txt", text_page(below=f"{role}\n\nAwa DIARRA")))

    assert Author.objects.get().feminine_titles is titles


def test_each_signs_under_their_own_role(newspaper: Newspaper, tmp_path: Path) -> None:
    below = "Correspondante à Dioumana\n\nAwa DIARRA\n\nEnvoyé spécial\n\nIssa KONÉ"

    run(save(tmp_path / "a.txt", text_page(below=below)))

    assert [
        (one.author.name, one.role, one.author.feminine_titles)
        for one in Article.objects.get().signatures.all()
    ] == [
        ("Awa Diarra", Role.CORRESPONDENT, True),
        ("Issa Koné", Role.SPECIAL_ENVOY, False),
    ]


def test_one_apostrophe_or_the_other_is_the_same_author(newspaper: Newspaper, tmp_path: Path) -> None:
    issa = AuthorFactory.create(name="Issa N’Diaye")

    run(save(tmp_path / "a.txt", text_page(below="Issa N'DIAYE")))

    assert Article.objects.get().signatures.get().author == issa
