"""Each section has its group of editors, which follows its title; the shape of the paper is not theirs to change."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from rotative.accounts.models import User
from rotative.accounts.roles import Role, group_of
from rotative.sections.desk import set_up_desks
from rotative.sections.models import SectionPage
from tests.back_office import signed_in
from tests.factories import Newspaper, make_article, make_section

pytestmark = pytest.mark.django_db


def editors_of(section: Any) -> str:
    return group_of(Role.SECTION_EDITOR, section).name.partition(": ")[2]


def test_sections_of_the_same_name_have_different_groups(newspaper: Newspaper) -> None:
    assert editors_of(newspaper.culture) == "Culture"
    assert editors_of(newspaper.english_culture) == "Culture (en)"


def test_a_section_under_another_says_so(newspaper: Newspaper) -> None:
    cinema = make_section(newspaper.culture, "Cinéma", slug="cinema")

    assert editors_of(cinema) == "Culture › Cinéma"


def test_a_renamed_section_renames_its_group_and_those_below(newspaper: Newspaper) -> None:
    cinema = make_section(newspaper.culture, "Cinéma", slug="cinema")
    newspaper.culture.title = "Arts"

    newspaper.culture.save_revision().publish()

    assert editors_of(newspaper.culture) == "Arts"
    assert editors_of(cinema) == "Arts › Cinéma"


def test_a_title_made_shorter_is_followed_too(newspaper: Newspaper) -> None:
    newspaper.politics.title = "Poli"

    newspaper.politics.save_revision().publish()

    assert editors_of(newspaper.politics) == "Poli"


def test_a_moved_section_renames_its_group(newspaper: Newspaper) -> None:
    cinema = make_section(newspaper.culture, "Cinéma", slug="cinema")

    cinema.move(newspaper.home, pos="last-child")

    assert editors_of(cinema) == "Cinéma"


def test_a_deleted_section_takes_its_group_along_and_no_other(newspaper: Newspaper) -> None:
    before = Group.objects.count()

    SectionPage.objects.get(pk=newspaper.culture.pk).delete()

    assert Group.objects.count() == before - 1
    assert editors_of(newspaper.politics) == "Politique"


def test_sections_that_were_there_before_get_their_groups(newspaper: Newspaper) -> None:
    Group.objects.all().delete()

    set_up_desks()

    assert editors_of(newspaper.politics) == "Politique"


def _posts(client: Any, name: str, *args: Any, **data: Any) -> None:
    client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)


@pytest.mark.parametrize(("role", "may"), [("editor_in_chief", True), ("section_editor", False)])
def test_only_the_editor_in_chief_takes_a_section_out_of_the_paper(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    _posts(signed_in(newsroom[role]), "unpublish", newspaper.politics.pk)

    assert SectionPage.objects.get(pk=newspaper.politics.pk).live is not may


@pytest.mark.parametrize(("role", "may"), [("editor_in_chief", True), ("section_editor", False)])
def test_only_the_editor_in_chief_deletes_an_empty_section(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    _posts(signed_in(newsroom[role]), "delete", newspaper.politics.pk)

    assert SectionPage.objects.filter(pk=newspaper.politics.pk).exists() is not may


@pytest.mark.parametrize(("role", "may"), [("editor_in_chief", True), ("section_editor", False)])
def test_the_same_holds_for_a_choice_in_a_list(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    signed_in(newsroom[role]).post(f"{address}?id={newspaper.politics.pk}")

    assert SectionPage.objects.get(pk=newspaper.politics.pk).live is not may


@pytest.mark.parametrize(
    ("role", "may"), [("editor_in_chief", True), ("section_editor", True), ("journalist", False)]
)
def test_a_journalist_makes_no_sections(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    data = {"title": "Communes", "slug": "communes", "accent": "brick"}

    _posts(signed_in(newsroom[role]), "add", "sections", "sectionpage", newspaper.politics.pk, **data)

    assert SectionPage.objects.filter(slug="communes").exists() is may


def test_a_section_editor_withdraws_articles_in_a_list(
    newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    article = make_article(newspaper.politics)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    signed_in(newsroom["section_editor"]).post(f"{address}?id={article.pk}")

    article.refresh_from_db()
    assert not article.live
