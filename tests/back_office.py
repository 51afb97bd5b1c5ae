"""What tests type into the forms of the back office, and who types it."""

from typing import Any

from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from rotative.accounts.models import User
from rotative.accounts.roles import Role, give_role
from tests.factories import UserFactory

PASSWORD = "mot-de-passe-long"


def make_person(role: Role | None, *sections: Page, **fields: Any) -> User:
    """A user with a role; a section editor of these sections."""
    user: User = UserFactory.create(password=PASSWORD, **fields)
    if role is not None:
        give_role(user, role, sections)
    return user


def signed_in(user: User) -> Client:
    """A browser in which ``user`` has signed in."""
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def article_form(
    title: str, *, slug: str = "un-article", text: str = "<p>Le bac repart.</p>", **more: str
) -> dict[str, Any]:
    """The article's form, filled in; ``more``: further fields, such as the button that was pressed."""
    no_rows = {
        name: inline_formset([]) for name in ("signatures", "article_topics", "related_pins", "comments")
    }
    return nested_form_data(
        {
            "title": title,
            "slug": slug,
            "access": "free",
            "body": streamfield([("text", rich_text(text))]),
            **no_rows,
            **more,
        }
    )


def publish_button() -> dict[str, str]:
    return {"action-publish": "action-publish"}


def submit_button() -> dict[str, str]:
    return {"action-submit": "action-submit"}
