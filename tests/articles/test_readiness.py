"""What an editor is told before publication, and where."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotative.accounts.roles import Role
from rotative.articles.models import Article
from rotative.articles.readiness import what_is_missing
from tests.back_office import article_form, make_person, publish_button, signed_in, submit_button
from tests.factories import AuthorFactory, Newspaper, make_article
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db

NO_STANDFIRST = "Pas de chapô"


def ready(newspaper: Newspaper, **fields: Any) -> Article:
    """An article to which nothing is missing, but for ``fields``."""
    fields = {"standfirst": "Oui.", "lead_photo": PhotoFactory.create(), **fields}
    return make_article(newspaper.politics, authors=(AuthorFactory.create(),), publish=False, **fields)


def missing(article: Article) -> list[str]:
    return [missing.field for missing in what_is_missing(article, timezone.now())]


def test_nothing_is_missing(newspaper: Newspaper) -> None:
    assert missing(ready(newspaper)) == []


def test_everything_is_missing(newspaper: Newspaper) -> None:
    bare = make_article(newspaper.politics, "T" * 111, text="", publish=False)

    assert missing(bare) == ["standfirst", "title", "body", "signatures", "lead_photo"]


def test_a_headline_of_110_characters_is_not_too_long(newspaper: Newspaper) -> None:
    article = ready(newspaper)
    article.title = "T" * 110

    assert missing(article) == []


def test_a_photo_wants_a_credit_and_an_alternative_text(newspaper: Newspaper) -> None:
    photo = PhotoFactory.create(description="", photographer="", credit_line="", source="")
    article = ready(newspaper, lead_photo=photo)

    assert missing(article) == ["photo", "photo"]
    photo.description, photo.photographer = "Un bac à quai.", "Mariam Coulibaly"
    assert missing(article) == []


def test_a_credit_of_the_block_is_one(newspaper: Newspaper) -> None:
    nobodys = PhotoFactory.create(photographer="", credit_line="", source="")
    value = {"photo": nobodys, "caption": "", "size": "body"}

    with_one = ready(
        newspaper, body=[("text", "<p>Oui.</p>"), ("photo", {**value, "credit": "M. Coulibaly"})]
    )
    without = ready(newspaper, body=[("text", "<p>Oui.</p>"), ("photo", {**value, "credit": ""})])

    assert missing(with_one) == []
    assert missing(without) == ["photo"]


@pytest.mark.parametrize(
    "block",
    [
        lambda photo: ("photo", {"photo": photo, "caption": "", "credit": "", "size": "body"}),
        lambda photo: ("gallery", {"title": "", "photos": [{"photo": photo, "caption": ""}]}),
        lambda photo: ("embed", {"url": "https://vimeo.com/76979871", "title": "Le bac", "still": photo}),
    ],
)
def test_a_photo_in_the_text_whose_rights_have_expired_is_named(newspaper: Newspaper, block: Any) -> None:
    expired = PhotoFactory.create(title="Le bac à quai", expires_at=timezone.now() - timedelta(days=1))

    article = ready(newspaper, body=[("text", "<p>Oui.</p>"), block(expired)])

    assert ["Le bac à quai" in found.message for found in what_is_missing(article, timezone.now())] == [True]


def test_rights_that_end_before_the_publication_are_named(newspaper: Newspaper) -> None:
    now = timezone.now()
    article = ready(newspaper, lead_photo=PhotoFactory.create(expires_at=now + timedelta(hours=2)))

    assert missing(article) == []
    article.go_live_at = now + timedelta(hours=1)
    assert missing(article) == []
    article.go_live_at = now + timedelta(hours=3)
    assert missing(article) == ["photo"]


@pytest.fixture
def desk(newspaper: Newspaper) -> Client:
    """Somebody who may publish everywhere."""
    return signed_in(make_person(Role.EDITOR_IN_CHIEF))


def edit(article: Article) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_the_form_shows_it(desk: Client, newspaper: Newspaper) -> None:
    lacking, complete = ready(newspaper, standfirst=""), ready(newspaper)

    assert NO_STANDFIRST in desk.get(edit(lacking)).content.decode()
    assert NO_STANDFIRST not in desk.get(edit(complete)).content.decode()


def test_saving_by_itself_brings_the_list_up_to_date(desk: Client, newspaper: Newspaper) -> None:
    article = ready(newspaper, standfirst="")
    form = article_form("Le bac repart", slug=article.slug)

    def saved(**fields: str) -> str:
        answer = desk.post(edit(article), form | fields, headers={"Accept": "application/json"})
        return str(answer.json()["html"])

    before, after = saved(), saved(standfirst="Enfin.")

    target = 'data-w-teleport-target-value="[data-readiness]"'
    assert target in before
    assert target in after
    assert NO_STANDFIRST in before
    assert NO_STANDFIRST not in after


def test_a_new_article_has_its_list_once_it_was_saved_by_itself(desk: Client, newspaper: Newspaper) -> None:
    add = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])
    assert "data-readiness" in desk.get(add).content.decode()

    made = desk.post(add, article_form("Le bac repart"), headers={"Accept": "application/json"}).json()

    assert NO_STANDFIRST in desk.get(made["hydrate_url"]).content.decode()


def test_a_section_is_saved_without_a_list(desk: Client, newspaper: Newspaper) -> None:
    page = desk.get(f"{edit(newspaper.politics)}?_w_hydrate_create_view=1").content.decode()

    assert "data-readiness" not in page


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_publishing_names_what_is_missing(desk: Client, newspaper: Newspaper) -> None:
    article = ready(newspaper)

    response = desk.post(
        edit(article), article_form("Le bac", slug=article.slug, **publish_button()), follow=True
    )

    assert NO_STANDFIRST in messages_of(response)


def test_what_is_scheduled_over_a_live_article_is_what_is_judged(desk: Client, newspaper: Newspaper) -> None:
    article = ready(newspaper)
    article.save_revision().publish()
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    form = article_form("Le bac", slug=article.slug, standfirst="", go_live_at=later, **publish_button())

    assert NO_STANDFIRST in messages_of(desk.post(edit(article), form, follow=True))


def submitted(newspaper: Newspaper, **fields: str) -> Article:
    awa = signed_in(make_person(Role.JOURNALIST))
    add = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])
    awa.post(add, article_form("Le bac repart", slug="le-bac-repart", **submit_button(), **fields))
    return Article.objects.get(slug="le-bac-repart")


def approval(article: Article) -> str:
    state = article.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])


def test_approval_asks_first_when_something_is_missing(desk: Client, newspaper: Newspaper) -> None:
    article = submitted(newspaper)

    assert f'data-workflow-action-url="{approval(article)}" data-launch-modal' in " ".join(
        desk.get("/redaction/").content.decode().split()
    )
    dialogue = desk.get(approval(article)).json()["html"]
    assert NO_STANDFIRST in dialogue
    assert f'action="{approval(article)}"' in dialogue

    desk.post(approval(article), {"comment": "Tant pis."})

    article.refresh_from_db()
    assert article.live


def test_approval_asks_nothing_when_nothing_is_missing(desk: Client, newspaper: Newspaper) -> None:
    article = ready(newspaper)
    article.save_revision()
    article.get_workflow().start(article, None)

    dashboard = " ".join(desk.get("/redaction/").content.decode().split())

    assert f'data-workflow-action-url="{approval(article)}" >' in dashboard


def test_approval_in_the_editor_names_what_is_missing(desk: Client, newspaper: Newspaper) -> None:
    article = submitted(newspaper, standfirst="Enfin.")
    button = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    form = article_form("Le bac repart", slug=article.slug, **button)

    response = desk.post(edit(article), form, follow=True)

    article.refresh_from_db()
    assert article.live
    assert NO_STANDFIRST in messages_of(response)
