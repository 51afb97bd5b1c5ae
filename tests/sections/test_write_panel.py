"""The desk's first page begins an article in the sections where this person may write."""

import re

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from rotative.accounts.roles import Role
from rotative.sections.wagtail_hooks import WritePanel
from tests.back_office import make_person, signed_in
from tests.factories import Newspaper, make_section

pytestmark = pytest.mark.django_db

WRITERS = (Role.ADMINISTRATOR, Role.EDITOR_IN_CHIEF, Role.JOURNALIST)


def offered_to(role: Role, *sections: Page) -> set[int]:
    """Return the numbers of the sections in which the desk's first page begins an article."""
    page = signed_in(make_person(role, *sections)).get(reverse("wagtailadmin_home")).content.decode()
    return {int(number) for number in re.findall(r"/pages/add/articles/article/(\d+)/", page)}


@pytest.mark.parametrize("role", WRITERS)
def test_writers_begin_in_every_section(newspaper: Newspaper, role: Role) -> None:
    assert {newspaper.politics.pk, newspaper.culture.pk, newspaper.english_culture.pk} <= offered_to(role)


@pytest.mark.parametrize("role", [Role.PHOTOGRAPHER, Role.MODERATOR])
def test_those_who_do_not_write_are_offered_nothing(newspaper: Newspaper, role: Role) -> None:
    assert offered_to(role) == set()


def test_each_address_offered_is_a_form_that_opens(newspaper: Newspaper) -> None:
    browser = signed_in(make_person(Role.JOURNALIST))

    for number in offered_to(Role.JOURNALIST):
        assert (
            browser.get(reverse("wagtailadmin_pages:add", args=["articles", "article", number])).status_code
            == 200
        )


def test_more_sections_ask_the_database_no_more_often(newspaper: Newspaper, rf: RequestFactory) -> None:
    def queries() -> int:
        request = rf.get("/")
        request.user = make_person(Role.JOURNALIST)
        with CaptureQueriesContext(connection) as asked:
            WritePanel().render_html({"request": request})
        return len(asked)

    few = queries()
    for number in range(5):
        make_section(newspaper.culture, f"Cahier {number}", slug=f"cahier-{number}")

    assert queries() == few
