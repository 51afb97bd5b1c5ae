"""What a list shows of an article."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rotative.articles import teasers
from rotative.articles.models import Article
from rotative.articles.teasers import Look, attach
from tests.factories import Newspaper, make_article
from tests.photos.factories import PhotoFactory

pytestmark = pytest.mark.django_db


def teaser(article: Article, **options: Any) -> str:
    attach([article])
    return teasers.teaser(article, Look(**{"preset": "card", **options}), "fr")


def test_a_photo_stands_in_its_frame(newspaper: Newspaper) -> None:
    article = make_article(newspaper.politics, lead_photo=PhotoFactory.create())

    assert '<div class="teaser-photo"><picture>' in teaser(article)


def test_a_photo_whose_rights_have_expired_leaves_no_empty_frame(newspaper: Newspaper) -> None:
    expired = PhotoFactory.create(expires_at=timezone.now() - timedelta(days=1))
    article = make_article(newspaper.politics, lead_photo=expired)

    assert "teaser-photo" not in teaser(article)


def test_a_draft_has_no_date(newspaper: Newspaper) -> None:
    draft = make_article(newspaper.politics, publish=False)

    assert "<time" not in teaser(draft, dated="full")
