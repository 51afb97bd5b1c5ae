"""Brings discussions in from a file (exchange.py): all of it or nothing, and what came in before only once.

Contributions keep their moments and states; no rule of the policy is asked about them, and nobody is told.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from rotative.discussion import keys
from rotative.discussion.arrivals import People
from rotative.discussion.exchange import BadFile, Exchange, Said
from rotative.discussion.exporting import own_source
from rotative.discussion.finding import articles_at
from rotative.discussion.markup import render
from rotative.discussion.models import Act, Contribution, Decision, Discussion, State, Vote
from rotative.discussion.moderation import digest
from rotative.discussion.rooms import open_discussion
from rotative.press.declarations import announce

BATCH = 500


@dataclass
class Imported:
    """What came in, and what was there already."""

    contributions: int = 0
    known: int = 0
    people: int = 0


def import_discussions(file: Exchange, *, now: datetime) -> Imported:
    """Bring a file in. Raises BadFile for articles and parents that are unknown; then nothing has changed."""
    with transaction.atomic():
        return _Import(file, now).run()


class _Import:
    def __init__(self, file: Exchange, now: datetime) -> None:
        self.file, self.now = file, now
        self.articles = articles_at({said.article for said in file.said.values()})
        self.rows = self._known()
        self.new = [said for said in file.said.values() if said.id not in self.rows]

    def run(self) -> Imported:
        levels = self._levels()  # first of all: it finds what is wrong
        discussions = {
            article.pk: open_discussion(article)
            for article in sorted({self.articles[said.article] for said in self.new}, key=lambda one: one.pk)
        }
        wanted = {said.author for said in self.new if said.author}
        wanted |= {by for said in self.new for by, _at in said.votes}
        people = People(self.file, wanted, now=self.now)
        for level in levels:
            self._create(level, discussions, people)
        self._vote(people)
        self._give_places()
        self._log_and_announce(discussions)
        return Imported(len(self.new), len(self.file.said) - len(self.new), people.made)

    def _known(self) -> dict[str, Contribution]:
        """What came in before; from a file of our own, what is here by itself as well."""
        ids = list(self.file.said)
        found: dict[str, Contribution] = {}
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            rows = Contribution.objects.filter(source=self.file.source, source_id__in=some)
            found |= {row.source_id: row for row in rows.select_related("discussion")}
            if self.file.source == own_source():
                numbers = [int(one) for one in some if one.isdecimal() and len(one) < 19]
                own = Contribution.objects.filter(pk__in=numbers, source="").select_related("discussion")
                for row in own:
                    # Another database of the same name has other rows under the same numbers.
                    if row.created_at == self.file.said[str(row.pk)].created_at:
                        found.setdefault(str(row.pk), row)
        return found

    def _levels(self) -> list[list[Said]]:
        """The new contributions in an order in which each parent comes before its answers. Raises BadFile."""
        faults = [
            f"line {said.line}: no article at {said.article}"
            for said in self.new
            if said.article not in self.articles
        ]
        by_parent: dict[str | None, list[Said]] = defaultdict(list)
        for said in self.new:
            above = None if said.parent in self.rows else said.parent
            by_parent[above].append(said)
            faults += self._faults_of(said)
        if faults:
            raise BadFile(faults)
        levels, level = [], by_parent[None]
        while level:
            levels.append(level)
            level = [answer for said in level for answer in by_parent.get(said.id, ())]
        reached = {said.id for level in levels for said in level}
        if astray := [said for said in self.new if said.id not in reached]:
            raise BadFile([f"line {said.line}: it answers itself, over others" for said in astray])
        return levels

    def _faults_of(self, said: Said) -> list[str]:
        if said.parent is None or said.article not in self.articles:
            return []
        if said.parent in self.rows:
            there = self.rows[said.parent].discussion.article_id
        elif said.parent in self.file.said and self.file.said[said.parent].article in self.articles:
            there = self.articles[self.file.said[said.parent].article].pk
        elif said.parent in self.file.said:
            return []  # its article is unknown, which is said of it
        else:
            return [f"line {said.line}: what it answers, {said.parent}, is neither in the file nor here"]
        if there != self.articles[said.article].pk:
            return [f"line {said.line}: what it answers, {said.parent}, stands under another article"]
        return []

    def _create(self, level: list[Said], discussions: dict[int, Discussion], people: People) -> None:
        rows = []
        for said in level:
            article = self.articles[said.article]
            parent = self.rows[said.parent] if said.parent else None
            rows.append(
                Contribution(
                    discussion=discussions[article.pk],
                    author=people.of(said.author),
                    voice=said.voice,
                    parent=parent,
                    thread_id=parent.root_id if parent else None,
                    text=said.text,
                    html=render(said.text, article.language),
                    digest=digest(said.text),
                    state=said.state,
                    created_at=said.created_at,
                    published_at=said.published_at,
                    edited_at=said.edited_at,
                    featured_at=said.featured_at,
                    reviewed_at=None if said.state == State.WAITING else self.now,
                    stands=said.state == State.PUBLISHED,
                    rule="imported",
                    retry_key=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.file.source}#{said.id}")),
                    source=self.file.source,
                    source_id=said.id,
                )
            )
        for row in Contribution.objects.bulk_create(rows, batch_size=BATCH):
            self.rows[row.source_id] = row

    def _vote(self, people: People) -> None:
        votes, counted = [], []
        for said in self.new:
            row = self.rows[said.id]
            voters = {people.of(by): at for by, at in said.votes}
            voters.pop(row.author, None)  # one’s own is for others to judge
            votes += [
                Vote(contribution=row, by=by, voted_at=at) for by, at in voters.items() if by is not None
            ]
            if voters:
                row.useful = len(voters)
                counted.append(row)
        Vote.objects.bulk_create(votes, batch_size=BATCH)
        Contribution.objects.bulk_update(counted, ["useful"], batch_size=BATCH)

    def _give_places(self) -> None:
        """What is gone and was answered has its empty place."""
        for said in self.new:
            row = self.rows[said.id]
            if row.stands and row.parent is not None and not row.parent.stands:
                _give_place(row.parent)

    def _log_and_announce(self, discussions: dict[int, Discussion]) -> None:
        counts: dict[int, int] = defaultdict(int)
        threads = set()
        for said in self.new:
            row = self.rows[said.id]
            counts[row.discussion_id] += 1
            threads.add(row.root_id)
        for article_id, discussion in discussions.items():
            Decision.objects.create(
                discussion=discussion,
                act=Act.IMPORTED,
                reason=f"{counts[discussion.pk]} ← {self.file.source}",
                made_at=self.now,
            )
            announce(key(article_id) for key in (keys.discussion, keys.count, keys.useful, keys.newsroom))
        announce(map(keys.thread, threads))


def _give_place(row: Contribution | None) -> None:
    """Show the empty place of what is answered, and of what that answers; with a moment, even if it never was out."""
    while row is not None and not row.stands:
        row.stands = True
        Contribution.objects.filter(pk=row.pk).update(
            stands=True, published_at=Coalesce(F("published_at"), F("created_at"))
        )
        row = row.parent
