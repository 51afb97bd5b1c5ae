"""The same rights through the back office itself: people press the buttons, and forge the requests that have none."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rotative.accounts.models import User
from rotative.articles.models import Article, Topic
from rotative.authors.models import Author
from rotative.photos.models import Photo
from tests.back_office import article_form, publish_button, signed_in
from tests.factories import AuthorFactory, Newspaper, make_article
from tests.photos.pictures import jpeg, scene

pytestmark = pytest.mark.django_db

ADMIN, CHIEF, SECTION, JOURNALIST, PHOTOGRAPHER, MODERATOR = EVERYBODY = (
    "administrator",
    "editor_in_chief",
    "section_editor",
    "journalist",
    "photographer",
    "moderator",
)


def everybody(*who_may: str) -> Any:
    """Run a test once for each role, with whether it is one of those who may."""
    return pytest.mark.parametrize(("role", "may"), [(role, role in who_may) for role in EVERYBODY])


@everybody(*EVERYBODY)
def test_enters_the_back_office(role: str, may: bool, newsroom: dict[str, User]) -> None:
    assert (signed_in(newsroom[role]).get("/redaction/").status_code == 200) is may


def test_somebody_without_a_role_stays_outside(newsroom: dict[str, User]) -> None:
    reader = User.objects.create_user("lectrice@example.org", "mot-de-passe-long")

    response = signed_in(reader).get("/redaction/")

    assert response.status_code == 302
    assert "/login/" in response.headers["Location"]


@everybody(ADMIN, CHIEF, SECTION, JOURNALIST)
def test_writes_an_article(role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])

    signed_in(newsroom[role]).post(address, article_form("Le bac repart"))

    drafts = Article.objects.filter(title="Le bac repart", live=False, owner=newsroom[role])
    assert drafts.exists() is may


@everybody(ADMIN, CHIEF, JOURNALIST)
def test_writes_in_the_section_of_others(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.culture.pk])

    signed_in(newsroom[role]).post(address, article_form("Le bac repart"))

    assert Article.objects.filter(title="Le bac repart").exists() is may


@everybody(ADMIN, CHIEF, SECTION)
def test_publishes_at_once(role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]) -> None:
    address = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])

    signed_in(newsroom[role]).post(address, article_form("Le bac repart", **publish_button()))

    assert Article.objects.filter(title="Le bac repart", live=True).exists() is may


@everybody(ADMIN, CHIEF)
def test_publishes_in_the_section_of_others(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    article = make_article(newspaper.culture, publish=False)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])

    signed_in(newsroom[role]).post(address, article_form("Repris", **publish_button()))

    article.refresh_from_db()
    assert article.live is may


@everybody(ADMIN, CHIEF, SECTION)
def test_changes_what_a_colleague_wrote(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    article = make_article(newspaper.politics, publish=False)

    signed_in(newsroom[role]).post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]), article_form("Repris", slug=article.slug)
    )

    article.refresh_from_db()
    assert (article.get_latest_revision_as_object().title == "Repris") is may


@everybody(ADMIN, CHIEF, SECTION)
def test_withdraws_an_article(role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]) -> None:
    article = make_article(newspaper.politics)

    signed_in(newsroom[role]).post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]))

    article.refresh_from_db()
    assert article.live is not may


@everybody(ADMIN, CHIEF, SECTION)
def test_deletes_an_article(role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]) -> None:
    article = make_article(newspaper.politics)

    signed_in(newsroom[role]).post(reverse("wagtailadmin_pages:delete", args=[article.pk]))

    assert Article.objects.filter(pk=article.pk).exists() is not may


@everybody(ADMIN, CHIEF)
def test_moves_an_article_to_another_section(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    article = make_article(newspaper.politics)
    address = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, newspaper.culture.pk])

    signed_in(newsroom[role]).post(address)

    article.refresh_from_db()
    assert (article.section_id == newspaper.culture.pk) is may


@everybody(ADMIN, CHIEF)
def test_opens_the_home_page_for_editing(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    response = signed_in(newsroom[role]).get(reverse("wagtailadmin_pages:edit", args=[newspaper.home.pk]))

    assert (response.status_code == 200) is may


@everybody(ADMIN, CHIEF, SECTION, JOURNALIST, PHOTOGRAPHER)
def test_adds_a_photo(role: str, may: bool, newsroom: dict[str, User]) -> None:
    file = SimpleUploadedFile("marche.jpg", jpeg(scene(600, 400)), "image/jpeg")

    signed_in(newsroom[role]).post(reverse("wagtailimages:add"), {"title": "Le marché", "file": file})

    assert Photo.objects.filter(title="Le marché").exists() is may


@everybody(ADMIN, CHIEF)
def test_changes_an_author(role: str, may: bool, newsroom: dict[str, User]) -> None:
    awa = AuthorFactory.create(name="Awa Diarra")
    form = {"name": "Awa Traoré", "slug": awa.slug, "family_name": "", "sort_name": ""}
    no_links = {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0, "links-MIN_NUM_FORMS": 0}

    signed_in(newsroom[role]).post(f"/redaction/snippets/authors/author/edit/{awa.pk}/", form | no_links)

    assert Author.objects.filter(name="Awa Traoré").exists() is may


@everybody(ADMIN, CHIEF)
def test_adds_a_topic(role: str, may: bool, newsroom: dict[str, User]) -> None:
    signed_in(newsroom[role]).post("/redaction/snippets/articles/topic/add/", {"name": "Le fleuve"})

    assert Topic.objects.filter(name="Le fleuve").exists() is may


@everybody(ADMIN, CHIEF)
def test_opens_the_settings_of_the_newspaper(
    role: str, may: bool, newspaper: Newspaper, newsroom: dict[str, User]
) -> None:
    address = reverse("wagtailsettings:edit", args=["paper", "paper", newspaper.site.pk])

    assert (signed_in(newsroom[role]).get(address).status_code == 200) is may


@everybody(ADMIN)
def test_opens_the_list_of_users(role: str, may: bool, newsroom: dict[str, User]) -> None:
    assert (signed_in(newsroom[role]).get(reverse("wagtailusers_users:index")).status_code == 200) is may
