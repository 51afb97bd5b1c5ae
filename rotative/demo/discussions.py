"""Makes the demo's discussions through the same services as everybody else's, with the past passed in as the time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from rotative.accounts.models import User
from rotative.articles.models import Article
from rotative.authors.models import Author
from rotative.demo.subscribers import SUBSCRIBER
from rotative.discussion.models import Contribution, Contributor, Discussion, HouseRules, Report
from rotative.discussion.naming import comparable, take_name
from rotative.discussion.posting import Sent, post
from rotative.discussion.reporting import report
from rotative.discussion.rooms import Room, room_of
from rotative.discussion.voting import vote
from rotative.subscriptions.models import Plan, Subscription
from rotative.subscriptions.states import State

FOLDER = Path(__file__).resolve().parent / "talk"
NEWSROOM = "journaliste"  # who answers as the newsroom is one of its logins
QUESTIONS = "wagon-frigorifique-keneba-ouarkoye"
HOUSE_RULES = (
    "<p>Cette pièce est celle des lecteurs. On y parle du sujet de l’article, comme on parlerait à quelqu’un assis "
    "à la même table.</p><ul><li>Ni insulte, ni menace, ni procès d’intention.</li><li>Pas de publicité.</li>"
    "<li>Pas de vie privée d’autrui.</li><li>On dit d’où l’on tient ce que l’on affirme.</li></ul>"
    "<p>Une contribution refusée l’est toujours avec un motif, et l’on peut faire appel.</p>"
)
SUSPECT = "arnaque*\nimbécile\nmenteur\ngagnez de l'argent\n"
BANNED = "crétin\n"
_MARK = re.compile(r"^(=+) (.+)$", re.MULTILINE)
# What waits for the moderators when they first look: who, what, under which article.
WAITING = (
    ("Nouvelle venue", "marche-central-demenage-allee-par-allee",
     "Bonjour à tous, première fois que j’écris ici. Ma mère vend des condiments allée verte, elle cherche son client "
     "du mardi, un monsieur avec un vélo rouge. S’il lit le journal : elle est maintenant près de la borne 2."),
    ("Œil de lynx", "etoile-sankar-nul-ouarkoye",
     "L’arbitre est un menteur, il a vu la faute et il a laissé jouer. Tout le stade l’a vue."),
    ("Jardin de Pama", "wagon-frigorifique-keneba-ouarkoye",
     "Tarifs : https://wagon.example/tarifs, horaires : https://wagon.example/horaires, et la carte : "
     "https://wagon.example/carte."),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A contribution of the demo: how deep it stands, who wrote it, and what."""

    depth: int
    name: str
    text: str


def read(path: Path) -> list[Line]:
    """Return the contributions of a file: “= name” begins a thread, each “=” more answers the last one with one less.

    Raises ValueError for an answer to nothing.
    """
    source = path.read_text(encoding="utf-8")
    marks = list(_MARK.finditer(source))
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    lines = [
        Line(len(mark[1]), mark[2], source[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    ]
    for before, line in zip([Line(0, "", ""), *lines], lines, strict=False):
        if line.depth > before.depth + 1 or not line.text:
            raise ValueError(f"{path.name}: {line.name} answers nobody, or says nothing")
    return lines


@transaction.atomic
def make_discussions(now: datetime) -> int:
    """Make the discussions unless there are any; return how many contributions were made."""
    if Contribution.objects.exists() or not Plan.objects.exists():
        return 0
    HouseRules.objects.update_or_create(pk=1, defaults=_rules(newcomers=0))
    for path in sorted(FOLDER.glob("*.txt")):
        if article := Article.objects.live().filter(slug=path.stem, locale__language_code="fr").first():
            _make(article, read(path), now)
    _open_questions(now)
    HouseRules.objects.filter(pk=1).update(**_rules(newcomers=1))
    _fill_the_queues(now)
    return Contribution.objects.count()


def _rules(newcomers: int) -> dict[str, object]:
    return {
        "newcomers": newcomers,
        "a_minute": 2,
        "an_hour": 20,
        "house_rules": HOUSE_RULES,
        "suspect_words": SUSPECT,
        "banned_words": BANNED,
    }


def _make(article: Article, lines: list[Line], now: datetime) -> None:
    began = article.first_published_at or now
    # Before the room closes with the age of the article.
    ended = min(now, began + timedelta(days=20))
    room = room_of(article)
    above: dict[int, Contribution] = {}
    for number, line in enumerate(lines, start=1):
        moment = began + (ended - began) * number / (len(lines) + 1)
        row = _send(line, room, above.get(line.depth - 1), moment)
        above[line.depth] = row
    _votes(list(Contribution.objects.filter(discussion__article=article).order_by("pk")), ended)


def _send(line: Line, room: Room, parent: Contribution | None, moment: datetime) -> Contribution:
    writer = _newsroom(room.article, moment) if line.name == f"@{NEWSROOM}" else _reader(line.name, moment)
    key = f"demo-{room.article.slug}-{moment.timestamp():.0f}"[-36:]
    outcome = post(writer, room, Sent(line.text, key), parent=parent, now=moment)
    if outcome.contribution is None:
        raise ValueError(f"demo: {room.article.slug}, {line.name}: {outcome.ruling}")
    return outcome.contribution


def _reader(name: str, moment: datetime) -> Contributor:
    key = comparable(name)
    found = Contributor.objects.filter(name_key=key).first()
    if found is not None:
        return found
    user = _subscriber_without_name() or User.objects.create_user(f"{key}@lecteurs.example")
    return Contributor.objects.create(
        user=user, public_name=name, name_key=key, named_at=moment, joined_at=moment
    )


def _subscriber_without_name() -> User | None:
    """Return one of the demo's subscribers who has not written yet; the one who signs in keeps her name to herself."""
    reading = Subscription.objects.filter(state__in=[State.ACTIVE, State.CANCELLED]).values("holder")
    free = User.objects.filter(pk__in=reading, contributor=None).exclude(email=SUBSCRIBER)
    return free.order_by("pk").first()


def _newsroom(article: Article, moment: datetime) -> Contributor:
    """Whoever signs the article answers under it: the demo's journalist, with the author's name."""
    user = User.objects.get(email=f"{NEWSROOM}@demo.localhost")
    found = Contributor.objects.filter(user=user).first()
    return found or Contributor.objects.create(
        user=user,
        public_name="Awa Diarra",
        name_key=comparable("Awa Diarra"),
        named_at=moment,
        joined_at=moment,
    )


def _votes(rows: list[Contribution], moment: datetime) -> None:
    people = list(Contributor.objects.order_by("pk"))
    for number, row in enumerate(rows):
        for by in people[: (number * 7) % 9]:
            if by.pk != row.author_id:
                vote(by, row, is_useful=True, now=moment)


def _open_questions(now: datetime) -> None:
    for discussion in Discussion.objects.filter(article__slug=QUESTIONS):
        discussion.questions_until = now + timedelta(days=2)
        discussion.announcement = (
            "Posez vos questions sur le train du froid : la rédaction répond ici jusqu’à la clôture."
        )
        discussion.save()
        discussion.answered_by.set(Author.objects.filter(signatures__article=discussion.article_id))


def _fill_the_queues(now: datetime) -> None:
    """Leave something for the moderators in each queue."""
    for number, (name, slug, text) in enumerate(WAITING):
        article = Article.objects.live().filter(slug=slug, locale__language_code="fr").first()
        if article is not None:
            moment = now - timedelta(minutes=50 - 12 * number)
            writer = _reader(name, moment - timedelta(days=1))
            post(writer, room_of(article), Sent(text, f"demo-waiting-{number}"), now=moment)
    subscriber = User.objects.get(email=SUBSCRIBER)
    if (reader := Contributor.objects.filter(user=subscriber).first()) is None:
        reader = take_name(subscriber, "Lecteur du fleuve", now=now)
    for row, reason, words in zip(_to_report(), _REASONS, _WORDS, strict=False):
        report(row, reader, reason, words, now=now)


_REASONS = (Report.Reason.OFF_TOPIC, Report.Reason.FALSE)
_WORDS = (
    "On parle du marché, pas des arbres.",
    "Il y avait quatre bornes, pas deux : je suis passé ce matin.",
)


def _to_report() -> Iterator[Contribution]:
    rows = Contribution.objects.published().filter(
        discussion__article__slug="marche-central-demenage-allee-par-allee"
    )
    yield from rows.filter(text__contains="cailcédrats")[:1]
    yield from rows.filter(text__contains="six bornes")[:1]
