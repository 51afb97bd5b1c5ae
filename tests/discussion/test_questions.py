"""Questions to the newsroom: those without an answer are told and listed until somebody has answered them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotative.discussion.models import Discussion
from rotative.discussion.questions import unanswered
from tests.discussion.factories import make_contributor, make_rules, published
from tests.factories import Newspaper, make_article
from tests.press.conftest import Press

pytestmark = pytest.mark.django_db


def test_a_question_waits_until_the_newsroom_answers(press: Press, newspaper: Newspaper) -> None:
    make_rules()
    reader, journalist = make_contributor(), make_contributor(is_superuser=True)
    client = Client()
    client.force_login(journalist.account)
    with press.at_work():
        article = make_article(newspaper.politics, talk="open")
        first, second = (published(reader, article, f"Question {number} ?") for number in (1, 2))
        Discussion.objects.update(questions_until=timezone.now() + timedelta(days=1))
        Discussion.objects.get().save()
    address = reverse("discussion_unanswered", args=[article.pk])

    def listed() -> list[bool]:
        text: Any = client.get(address).content.decode()
        return [f'id="c{row.pk}"' in text for row in (first, second)]

    assert listed() == [True, True]
    with press.at_work():
        published(reader, article, "Moi aussi, je me le demande.", parent=second)
        published(journalist, article, "Voici.", parent=first)
    press.run()

    assert listed() == [False, True]
    assert [row.pk for row in unanswered(Discussion.objects.get())] == [second.pk]
    assert (
        "1 question attend une réponse"
        in client.get(reverse("discussion", args=[article.pk])).content.decode()
    )
    assert press.differences() == {}
