"""What the first page of the back office tells a moderator."""

import pytest
from django.test import Client
from django.utils import timezone

from rotative.accounts.roles import Role
from tests.back_office import make_person, signed_in
from tests.discussion.desk.people import moderator, reported, waiting
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article

pytestmark = pytest.mark.django_db
HOME, QUEUES = "/redaction/", "/redaction/discussion/file/"


def told(client: Client) -> str:
    answer = client.get(HOME)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_moderator_begins_with_what_waits(newspaper: Newspaper) -> None:
    make_rules()
    article = make_article(newspaper.politics, "Le bac repart", published_at=timezone.now())
    waiting(article)
    waiting(article)
    reported(article)
    published(make_contributor(), article)

    page = told(signed_in(moderator()))

    for queue, words in {
        "review": "À lire (2)",
        "reported": "Signalées (1)",
        "unmoderated": "Pas encore vues (2)",
        "candidates": "À mettre en avant ? (0)",
    }.items():
        assert f'href="{QUEUES}{queue}/"' in page
        assert words in page.replace("\u202f", " ").replace("\xa0", " "), queue
    assert "/redaction/discussions/signalements/" in page


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTOGRAPHER])
def test_who_does_not_moderate_is_not_told(role: Role, newspaper: Newspaper) -> None:
    assert f'href="{QUEUES}' not in told(signed_in(make_person(role)))


def test_the_desk_begins_with_the_payments_that_wait(newspaper: Newspaper) -> None:
    page = told(signed_in(make_person(Role.SUBSCRIPTION_DESK)))

    assert page.count('href="/redaction/abonnements/a-examiner/"') >= 3
