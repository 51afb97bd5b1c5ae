"""Run inside a paper: fills its discussions, and times the moderators' queues; for bench/moderation.py."""

import json
import os
import statistics
import sys
import time
from datetime import timedelta
from random import Random
from typing import Any

WARM_UP, TIMES = 3, 15
PEOPLE, REPORTS = 2_000, 3_000
BATCH = 5_000
TEXT = (
    "le bac repart mardi matin après six jours d’arrêt les passagers attendaient sur la rive et personne ne savait "
    "quand la mairie répond que les travaux prendront fin avant la saison des pluies mais le marché a déjà perdu"
)
WORDS = TEXT.split()


def fill(count: int) -> None:
    """Write contributions until there are so many: a hundredth waits, a twentieth was rejected."""
    from django.db import connection
    from django.utils import timezone

    from rotative.discussion.models import Contribution

    dice, now = Random(2026), timezone.now()  # noqa: S311 - which text is chosen is no secret
    people, rooms = _people(now), _rooms()
    there = Contribution.objects.count()
    for start in range(there, count, BATCH):
        rows = [
            _row(number, count, dice, people, rooms, now)
            for number in range(start, min(start + BATCH, count))
        ]
        Contribution.objects.bulk_create(rows)
    _report(dice, people, now)
    _log()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which PostgreSQL does by itself, a minute after so much was written


def _people(now: Any) -> list[int]:
    from rotative.accounts.models import User
    from rotative.discussion.models import Contributor

    emails = [f"banc{number}@example.org" for number in range(PEOPLE)]
    User.objects.bulk_create([User(email=email) for email in emails], ignore_conflicts=True)
    users = User.objects.filter(email__in=emails).order_by("pk")
    made = [
        Contributor(
            user=user,
            public_name=f"Banc {user.pk}",
            name_key=f"banc{user.pk}",
            named_at=now,
            joined_at=now,
        )
        for user in users
    ]
    Contributor.objects.bulk_create(made, ignore_conflicts=True)
    return list(Contributor.objects.filter(user__in=users).values_list("pk", flat=True))


def _rooms() -> list[int]:
    from rotative.articles.models import Article
    from rotative.discussion.models import Discussion

    articles = Article.objects.live().order_by("pk")
    Discussion.objects.bulk_create(
        [Discussion(article=article) for article in articles], ignore_conflicts=True
    )
    return list(Discussion.objects.values_list("pk", flat=True))


def _row(number: int, count: int, dice: Random, people: list[int], rooms: list[int], now: Any) -> Any:
    from rotative.discussion.models import Contribution, State

    at = now - timedelta(minutes=count - number)
    text = " ".join(dice.choices(WORDS, k=dice.randint(10, 90)))
    chance = dice.random()
    state = State.WAITING if chance < 0.01 else State.REJECTED if chance < 0.06 else State.PUBLISHED
    is_published = state is State.PUBLISHED
    return Contribution(
        discussion_id=dice.choice(rooms),
        author_id=dice.choice(people),
        text=text,
        html=f"<p>{text}</p>",
        digest=f"{number:032x}",
        state=state,
        stands=is_published,
        created_at=at,
        published_at=at if is_published else None,
        reviewed_at=at if state is State.REJECTED or dice.random() < 0.2 else None,
        rule="newcomer" if state is State.WAITING else "nothing_against_it",
        details={"approved": 0, "wanted": 2} if state is State.WAITING else {},
        useful=int(dice.expovariate(0.6)),
        retry_key=f"banc-{number}",
    )


def _report(dice: Random, people: list[int], now: Any) -> None:
    from rotative.discussion.models import Contribution, Report

    if Report.objects.count() >= REPORTS:
        return
    published = list(Contribution.objects.published().values_list("pk", flat=True))
    made = [
        Report(
            contribution_id=dice.choice(published[-20_000:]),
            by_id=dice.choice(people),
            reason="insult",
            made_at=now - timedelta(minutes=number),
        )
        for number in range(REPORTS)
    ]
    Report.objects.bulk_create(made, ignore_conflicts=True)


def _log() -> None:
    """What the rules decided of each, and the moderator of those that somebody has looked at."""
    from rotative.accounts.models import User
    from rotative.discussion.models import Act, Contribution, Decision

    if Decision.objects.count() >= Contribution.objects.count():
        return
    moderator = User.objects.get(email="moderation@demo.localhost")
    rows = Contribution.objects.order_by("pk").values_list(
        "pk", "author", "rule", "state", "created_at", "reviewed_at"
    )
    made = []
    for pk, author, rule, state, created_at, reviewed_at in rows.iterator(chunk_size=BATCH):
        about = {"contribution_id": pk, "contributor_id": author}
        by_rule = Act.HELD if rule == "newcomer" else Act.PUBLISHED
        made.append(Decision(**about, act=by_rule, rule=rule, made_at=created_at))
        if reviewed_at is not None:
            act = Act.REJECTED if state == "rejected" else Act.APPROVED
            before = {"state": "waiting"}
            made.append(Decision(**about, act=act, by=moderator, made_at=reviewed_at, before=before))
        if len(made) >= BATCH:
            Decision.objects.bulk_create(made)
            made = []
    Decision.objects.bulk_create(made)


def measure() -> dict[str, Any]:
    """Return milliseconds of each page of the room: median of many, asked as a moderator's browser asks."""
    from django.conf import settings
    from django.test import Client

    from rotative.accounts.models import User
    from rotative.discussion import queues
    from rotative.discussion.models import Contribution

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(User.objects.get(email="moderation@demo.localhost"))
    middle = Contribution.objects.published().order_by("-published_at")[Contribution.objects.count() // 2]
    moment, root = f"{middle.published_at:%Y-%m-%dT%H:%M:%S.%f%z}_{middle.pk}", "/redaction/discussion/file/"
    pages = {queue.value: f"{root}{queue.value}/" for queue in queues.Queue}
    pages |= {
        "unmoderated, from the middle on": f"{root}unmoderated/?after={moment.replace('+', '%2B')}",
        "to review, of one rule": f"{root}review/?rule=newcomer",
        "all of one state": f"{root}all/?state=waiting",
        "all, words that many have": f"{root}all/?q=mairie",
        "all, words that none has": f"{root}all/?q=introuvable",
        "statistics": "/redaction/discussion/statistiques/",
    }
    times = {name: _timed(lambda address=address: _get(client, address)) for name, address in pages.items()}
    times["the five counts alone"] = _timed(queues.counts)
    return {"contributions": Contribution.objects.count(), "times": times}


def _get(client: Any, address: str) -> None:
    if (status := client.get(address).status_code) != 200:
        raise RuntimeError(f"{address} answers {status}")


def _timed(act: Any) -> float:
    seen = []
    for _time in range(WARM_UP + TIMES):
        started = time.perf_counter()
        act()
        seen.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(seen[WARM_UP:]), 1)


def main() -> None:
    """Fill the paper, then measure; the figures go to the standard output as JSON."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from django.core.management import call_command

    # The pages name their styles and scripts by what is in them.
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(int(sys.argv[1]))
    print(json.dumps(measure()))


if __name__ == "__main__":
    main()
