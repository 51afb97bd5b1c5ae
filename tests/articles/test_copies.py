"""Copies, translations and aliases of an article: texts of their own, which an import never takes for the original."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from rotative.accounts.roles import Role
from rotative.articles.models import Article
from tests.back_office import make_person, signed_in
from tests.factories import AuthorFactory, Newspaper, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(newspaper: Newspaper) -> Article:
    """A published article that came in by an import, was signed and updated."""
    return make_article(
        newspaper.culture,
        authors=(AuthorFactory.create(name="Awa Diarra"),),
        import_key="page:1",
        to_be_completed=True,
        updated_at=timezone.now(),
    )


def test_a_copy_has_no_import_key(imported: Article) -> None:
    copy = imported.copy(update_attrs={"slug": "copie"}, keep_live=False)

    copy = Article.objects.get(pk=copy.pk)
    assert copy.import_key is None
    assert copy.get_latest_revision_as_object().import_key is None
    assert [s.author.name for s in copy.signatures.all()] == ["Awa Diarra"]
    assert Article.objects.get(import_key="page:1") == imported


def test_what_is_to_be_completed_is_so_in_its_copy_and_has_no_update_yet(imported: Article) -> None:
    copy = imported.copy(update_attrs={"slug": "copie"}, keep_live=False)

    assert (copy.to_be_completed, copy.updated_at) == (True, None)


def test_a_copy_is_published_like_any_article(imported: Article) -> None:
    copy = imported.copy(update_attrs={"slug": "copie"}, keep_live=False)

    copy.get_latest_revision().publish()

    assert Article.objects.get(pk=copy.pk).live


def test_a_translation_begins_from_the_text(imported: Article) -> None:
    english = imported.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)

    assert english.import_key is None
    assert english.language == "en"
    assert english.translation_key == imported.translation_key
    assert not english.live


def test_the_back_office_makes_the_translation(imported: Article, newspaper: Newspaper) -> None:
    newspaper.english_culture.translation_key = newspaper.culture.translation_key
    newspaper.english_culture.save()
    submit = reverse("simple_translation:submit_page_translation", args=[imported.pk])
    english = Locale.objects.get(language_code="en")

    signed_in(make_person(Role.EDITOR_IN_CHIEF)).post(submit, {"locales": [english.pk]})

    assert imported.get_translations().get().get_parent().pk == newspaper.english_culture.pk


def test_an_alias_follows_its_original(imported: Article, newspaper: Newspaper) -> None:
    alias = imported.create_alias(parent=newspaper.politics)
    imported.title = "Le bac est reparti"

    imported.save_revision().publish()

    alias.refresh_from_db()
    assert (alias.title, alias.import_key) == ("Le bac est reparti", None)
    assert Article.objects.get(import_key="page:1") == imported
