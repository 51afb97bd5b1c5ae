"""A discussion of any size, to measure: thousands of contributions in sentences that people have written."""

import random
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rotative.accounts.models import User
from rotative.discussion.markup import render
from rotative.discussion.models import Contribution, Contributor, State
from rotative.discussion.rooms import open_discussion

DEMO = Path(__file__).resolve().parent
BATCH = 500
_SENTENCE = re.compile(r"(?<= )[A-ZÀÉÊ][^.!?\n<>]{30,}[.!?]")


def sentences() -> list[str]:
    """Return what the demo's readers and journalists write, sentence by sentence: more than a page shows."""
    paths = sorted([*DEMO.glob("talk/*.txt"), *DEMO.glob("content/**/*.md")])
    return [one for path in paths for one in _SENTENCE.findall(path.read_text(encoding="utf-8"))]


def make_people(number: int, now: datetime) -> list[Contributor]:
    """Make so many accounts with public names, as far as they are missing; return them."""
    emails = [f"foule{place}@lecteurs.example" for place in range(number)]
    User.objects.bulk_create([User(email=email) for email in emails], ignore_conflicts=True)
    users = User.objects.filter(email__in=emails).order_by("pk")
    Contributor.objects.bulk_create(
        [
            Contributor(
                user=user,
                public_name=f"De la foule {place}",
                name_key=f"delafoule{place}",
                named_at=now,
                joined_at=now,
            )
            for place, user in enumerate(users)
        ],
        ignore_conflicts=True,
    )
    return list(Contributor.objects.filter(user__in=users).order_by("pk"))


def fill(article: Any, *, roots: int, answers: int, deeper: int, now: datetime, people: int = 50) -> int:
    """Write so many threads, each with so many answers, and so many below the first of them; return how many in all.

    They are of the hours before ``now``, the same at each call.
    """
    chance, said = random.Random(7), sentences()
    authors = make_people(people, now)
    discussion = open_discussion(article)
    count = roots * (1 + answers + deeper)
    moments = iter(now - timedelta(seconds=10 * place) for place in range(count, 0, -1))

    def write(parent: Contribution | None = None) -> Contribution:
        text, moment = " ".join(chance.sample(said, chance.randint(1, 4))), next(moments)
        return Contribution(
            discussion=discussion,
            author=chance.choice(authors),
            parent=parent,
            thread_id=parent.root_id if parent else None,
            text=text,
            html=render(text, article.language),
            state=State.PUBLISHED,
            stands=True,
            created_at=moment,
            published_at=moment,
            rule="published",
            useful=chance.randint(0, 40),
            retry_key=f"foule-{moment.timestamp():.0f}",
        )

    def keep(rows: list[Contribution]) -> list[Contribution]:
        return Contribution.objects.bulk_create(rows, batch_size=BATCH)

    begun = keep([write() for _place in range(roots)])
    direct = keep([write(root) for root in begun for _place in range(answers)])
    keep([write(parent) for parent in direct[:: answers or 1] for _place in range(deeper)])
    return count
