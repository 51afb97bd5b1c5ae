"""Run inside a paper: fills a discussion, and prints as JSON where it is and what its subscribers' browsers carry."""

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

MARK = "Mesure "  # how what is written here begins


def main(clients: int) -> None:
    """Print the addresses, the pass of a subscriber, and the session of each of so many people who write."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from rotative.accounts.models import User
    from rotative.articles.models import Article
    from rotative.demo.crowd import fill, make_people
    from rotative.demo.newsroom import SUBSCRIPTION_DESK
    from rotative.discussion.models import Contribution, Discussion, HouseRules
    from rotative.press.edge.passes import COOKIE, issue
    from rotative.press.shelf import pass_keys
    from rotative.subscriptions.giving import give
    from rotative.subscriptions.models import Plan

    now = timezone.now()
    article: Any = Article.objects.live().filter(locale__language_code="fr").order_by("-pk").first()
    discussion, _made = Discussion.objects.update_or_create(article=article, defaults={"stays_open": True})
    if Contribution.objects.filter(discussion=discussion).count() < 5000:
        fill(article, roots=1000, answers=2, deeper=2, now=now)
    Contribution.objects.filter(discussion=discussion, text__startswith=MARK).delete()  # of earlier runs
    # Nobody is slowed down; of one address and of one room, sixteen who write all the time are too many for any limit.
    most = {"a_minute": 32_000, "an_hour": 32_000, "an_hour_from_address": 0, "a_minute_here": 0}
    HouseRules.objects.update_or_create(pk=1, defaults={"newcomers": 0} | most)
    plan: Any = Plan.objects.order_by("pk").first()
    staff = User.objects.get(email=SUBSCRIPTION_DESK)
    sessions = []
    for person in make_people(clients, now):
        give(person.user, plan=plan, until=now + timedelta(days=30), staff=staff, now=now)
        client = Client()
        client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    a_pass = issue(pass_keys()[0], "subscribers", time.time() + 86_400)
    found = {
        "room": reverse("discussion", args=[article.pk]),
        "write": reverse("discussion_write", args=[article.pk]),
        "cookie": f"{COOKIE}={a_pass}",
        "sessions": [f"{settings.SESSION_COOKIE_NAME}={one}" for one in sessions],
    }
    print(json.dumps(found))


def count(mark: str) -> None:
    """Print how often each text that begins with a mark stands in the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from django.db.models import Count

    from rotative.discussion.models import Contribution

    rows = Contribution.objects.filter(text__startswith=mark).values_list("text")
    print(json.dumps(dict(rows.annotate(count=Count("pk")).order_by())))


if __name__ == "__main__":
    main(int(sys.argv[2])) if sys.argv[1] == "make" else count(sys.argv[2])
