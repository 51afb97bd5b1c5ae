"""A journalist submits, somebody of the section reads, approves or sends back: all through the back office."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Page, Task, Workflow, WorkflowPage

from rotative.accounts.models import User
from rotative.accounts.roles import Role
from rotative.articles.listings import section_key
from rotative.articles.models import Article, SectionApprovalTask
from rotative.articles.notices import readers_of
from rotative.articles.workflow import set_up_workflow
from tests.back_office import article_form, make_person, signed_in, submit_button
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa(newspaper: Newspaper) -> User:
    """A journalist."""
    return make_person(Role.JOURNALIST, email="awa@example.org", first_name="Awa", last_name="Diarra")


@pytest.fixture
def issa(newspaper: Newspaper) -> User:
    """In charge of politics."""
    return make_person(Role.SECTION_EDITOR, newspaper.politics, email="issa@example.org")


@pytest.fixture
def fanta(newspaper: Newspaper) -> User:
    """In charge of culture."""
    return make_person(Role.SECTION_EDITOR, newspaper.culture, email="fanta@example.org")


@pytest.fixture
def sali(newspaper: Newspaper) -> User:
    """Editor-in-chief."""
    return make_person(Role.EDITOR_IN_CHIEF, email="sali@example.org")


@pytest.fixture
def submitted(newspaper: Newspaper, awa: User, issa: User, fanta: User, sali: User) -> Article:
    """What Awa wrote for politics and submitted, with the button in the editor."""
    add = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])
    signed_in(awa).post(add, article_form("Le bac repart", slug="le-bac-repart", **submit_button()))
    return Article.objects.get(slug="le-bac-repart")


def decide(reader: User, article: Article, action: str, comment: str = "") -> Any:
    """Press a button of the reading: approve or reject."""
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[article.pk, action, article.current_workflow_task_state.pk],
    )
    response = signed_in(reader).post(address, {"comment": comment})
    article.refresh_from_db()
    article.__dict__.pop("_current_workflow_states", None)
    return response


def test_what_a_journalist_submits_is_not_out_yet(submitted: Article) -> None:
    assert submitted.workflow_in_progress
    assert not submitted.live


def test_it_stands_on_the_desk_of_those_who_may_publish_it(
    submitted: Article, issa: User, sali: User, fanta: User, awa: User
) -> None:
    task_state = submitted.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", task_state.pk])

    desks = {
        user.email: signed_in(user).get("/redaction/").content.decode() for user in (issa, sali, fanta, awa)
    }

    waiting = {email: approve in desk for email, desk in desks.items()}
    assert waiting == {
        "issa@example.org": True,
        "sali@example.org": True,
        "fanta@example.org": False,
        "awa@example.org": False,
    }


@pytest.mark.parametrize("reader", ["issa", "sali"])
def test_approval_publishes(
    reader: str, submitted: Article, newspaper: Newspaper, request: pytest.FixtureRequest
) -> None:
    decide(request.getfixturevalue(reader), submitted, "approve")

    assert submitted.live
    assert list(Article.objects.listed(section_key(newspaper.politics.pk))) == [submitted]


@pytest.mark.parametrize("stranger", ["fanta", "awa"])
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_nobody_else_decides(
    stranger: str, action: str, submitted: Article, request: pytest.FixtureRequest
) -> None:
    decide(request.getfixturevalue(stranger), submitted, action)

    assert not submitted.live
    assert submitted.current_workflow_task_state.status == "in_progress"


def test_what_is_sent_back_comes_with_its_reason(submitted: Article, issa: User, awa: User) -> None:
    mail.outbox.clear()

    decide(issa, submitted, "reject", "Vérifiez le tarif du bac.")

    assert not submitted.live
    page = signed_in(awa).get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).content.decode()
    assert "Vérifiez le tarif du bac." in page
    assert [message.to for message in mail.outbox] == [["awa@example.org"]]
    assert "Vérifiez le tarif du bac." in mail.outbox[0].body


def test_what_was_sent_back_can_be_mended_and_submitted_again(
    submitted: Article, issa: User, awa: User
) -> None:
    decide(issa, submitted, "reject", "Vérifiez le tarif du bac.")
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])

    signed_in(awa).post(
        edit, article_form("Le bac repart, moins cher", slug="le-bac-repart", **submit_button())
    )
    decide(issa, Article.objects.get(pk=submitted.pk), "approve")

    mended = Article.objects.get(pk=submitted.pk)
    assert (mended.live, mended.title) == (True, "Le bac repart, moins cher")


def test_while_it_is_read_its_author_cannot_change_it(submitted: Article, awa: User) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])

    signed_in(awa).post(edit, article_form("Autre chose", slug="le-bac-repart"))

    assert Article.objects.get(pk=submitted.pk).get_latest_revision_as_object().title == "Le bac repart"


def test_while_it_is_read_its_reader_can(submitted: Article, issa: User) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])

    signed_in(issa).post(edit, article_form("Le bac est reparti", slug="le-bac-repart"))

    assert Article.objects.get(pk=submitted.pk).get_latest_revision_as_object().title == "Le bac est reparti"


def test_what_its_reader_changed_before_approving_is_published(submitted: Article, issa: User) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    signed_in(issa).post(edit, article_form("Le bac est reparti", slug="le-bac-repart"))

    decide(issa, submitted, "approve")

    assert (submitted.live, submitted.title) == (True, "Le bac est reparti")
    assert not submitted.workflow_in_progress


def test_its_reader_changes_and_approves_at_once(submitted: Article, issa: User) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    button = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    mail.outbox.clear()

    signed_in(issa).post(edit, article_form("Le bac est reparti", slug="le-bac-repart", **button))

    published = Article.objects.get(pk=submitted.pk)
    assert (published.live, published.title) == (True, "Le bac est reparti")
    assert [message.to for message in mail.outbox] == [["awa@example.org"]]


def test_the_authors_own_lock_does_not_keep_the_readers_out(
    newspaper: Newspaper, awa: User, issa: User
) -> None:
    add = reverse("wagtailadmin_pages:add", args=["articles", "article", newspaper.politics.pk])
    signed_in(awa).post(add, article_form("Le bac repart", slug="le-bac-repart"))
    article = Article.objects.get(slug="le-bac-repart")
    Page.objects.filter(pk=article.pk).update(locked=True, locked_by=awa)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])

    signed_in(awa).post(edit, article_form("Le bac repart", slug="le-bac-repart", **submit_button()))

    article.refresh_from_db()
    assert not article.locked
    assert not article.permissions_for_user(issa).page_locked()


def test_its_readers_are_written_to_and_nobody_else(
    newspaper: Newspaper, submitted: Article, issa: User, sali: User
) -> None:
    assert sorted(message.to[0] for message in mail.outbox) == ["issa@example.org", "sali@example.org"]
    assert all("Le bac repart" in message.body for message in mail.outbox)
    assert all(f"/redaction/pages/{submitted.pk}/" in message.body for message in mail.outbox)


def test_administrators_are_written_to_when_there_is_nobody_else(newspaper: Newspaper, awa: User) -> None:
    moussa = make_person(Role.ADMINISTRATOR, email="moussa@example.org")
    assert list(readers_of(newspaper.politics)) == [moussa]

    sali = make_person(Role.EDITOR_IN_CHIEF, email="sali@example.org")

    assert list(readers_of(newspaper.politics)) == [sali]


def test_the_workflow_is_the_whole_papers_and_made_once() -> None:
    set_up_workflow()

    link = WorkflowPage.objects.select_related("workflow", "page").get()
    assert link.page.is_root()
    assert [type(task.specific) for task in link.workflow.tasks] == [SectionApprovalTask]
    assert (Workflow.objects.count(), Task.objects.count()) == (1, 1)


def test_another_workflow_that_an_administrator_chose_stays() -> None:
    other = Workflow.objects.create(name="Relecture juridique")
    WorkflowPage.objects.update(workflow=other)

    set_up_workflow()

    assert WorkflowPage.objects.get().workflow == other


def test_a_mail_server_that_is_not_there_stops_no_article(
    submitted: Article, issa: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "no.such.host.invalid"

    decide(issa, submitted, "approve")

    assert submitted.live
    assert "check EMAIL_URL" in caplog.text
