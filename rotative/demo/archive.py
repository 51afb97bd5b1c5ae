"""Fills the demo newspaper with an archive of fifteen years, to measure a large paper with.

Articles go into the tables in bulk, past the editor's forms and without revisions; the tree, the lists and the
readers' search end up as if each had been published. The back office's own search does not know them.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import F
from django.utils.text import slugify
from wagtail.models import Page

from rotative.articles.listings import author_key, column_key, paper_key, section_key, topic_key
from rotative.articles.models import Article, ArticleTopic, Column, Listing, Signature, Topic
from rotative.articles.models.article import STANDFIRST_LIMIT
from rotative.authors.models import Author
from rotative.demo.archive_texts import Sentences, Story, more_names
from rotative.demo.content_files import read_all
from rotative.paper.access import Access
from rotative.sections.models import SectionPage
from rotative.typography import teaser, typeset

YEARS = 15
BATCH = 1000
MORE_AUTHORS = 60
BUSIEST_SHARE = 0.15
KEY = "archive:"
Row = dict[str, Any]


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert rows, given by column name, into a model's own table; what is not given has the field's default.

    For what `bulk_create` refuses or is slow at: the second table of a model that inherits, rows by the million.
    """
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table, marks = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(fields))
    values = [
        [
            field.get_db_prep_save(
                row[name] if (name := field.attname) in row else field.get_default(), connection
            )
            for field in fields
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - our own names


class Shelf:
    """A section with its place in the tree, ready to take articles."""

    def __init__(self, section: SectionPage, photo_ids: list[int]) -> None:
        self.section = section
        self.photo_ids = photo_ids
        self.language = section.language
        above = section.get_ancestors(inclusive=True).filter(depth__gt=2)
        self.keys = [
            paper_key(self.language),
            *(section_key(pk) for pk in above.values_list("pk", flat=True)),
        ]
        last = section.get_children().order_by("-path").values_list("path", flat=True).first()
        self.step = Page._str2int(last[-Page.steplen :]) if last else 0

    def page(self, story: Story, number: int, at: datetime) -> Page:
        """Return the article's row of the tree, unsaved; each call takes the next place in the section."""
        self.step += 1
        headline = typeset(story.headline, self.language)
        slug = f"{slugify(story.headline)[:60].strip('-')}-{number}"
        return Page(
            path=Page._get_path(self.section.path, self.section.depth + 1, self.step),
            depth=self.section.depth + 1,
            numchild=0,
            url_path=f"{self.section.url_path}{slug}/",
            title=headline,
            draft_title=headline,
            slug=slug,
            locale_id=self.section.locale_id,
            translation_key=uuid.uuid4(),
            content_type=ContentType.objects.get_for_model(Article),
            live=True,
            has_unpublished_changes=False,
            first_published_at=at,
            last_published_at=at,
        )


class Archive:
    """Everything that archived articles refer to."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        files = read_all()
        self.sentences = {language: Sentences(files, language) for language in ("fr", "en")}
        self.author_ids = _more_authors()
        self.topic_ids = list(Topic.objects.values_list("pk", flat=True))
        self.column_ids = list(Column.objects.values_list("pk", flat=True))

    @cached_property
    def shelves(self) -> list[Shelf]:
        """The sections, each with the pictures of the articles that stand there already."""
        sections = SectionPage.objects.live().select_related("locale").order_by("path")
        pictured = Article.objects.exclude(import_key__startswith=KEY).exclude(lead_photo=None)
        every_photo = sorted(set(pictured.values_list("lead_photo_id", flat=True)))
        shelves = []
        for section in sections:
            here = pictured.descendant_of(section).values_list("lead_photo_id", flat=True)
            shelves.append(Shelf(section, sorted(set(here)) or every_photo))
        return shelves

    @transaction.atomic
    def add(self, numbers: range) -> None:
        """Write and store the articles with these numbers; the same number gives the same article."""
        dice = [Random(f"archive/{number}") for number in numbers]
        placed = [
            die.choices(self.shelves, [1 if s.language == "en" else 5 for s in self.shelves])[0]
            for die in dice
        ]
        stories = [self.sentences[shelf.language].story(die) for die, shelf in zip(dice, placed, strict=True)]
        moments = [self.now - timedelta(days=1, seconds=die.randrange(YEARS * 365 * 86_400)) for die in dice]
        pages = Page.objects.bulk_create(
            [
                shelf.page(story, number, at)
                for shelf, story, number, at in zip(placed, stories, numbers, moments, strict=True)
            ]
        )
        for section_id, count in Counter(shelf.section.pk for shelf in placed).items():
            Page.objects.filter(pk=section_id).update(numchild=F("numchild") + count)
        rows = [
            self._article(shelf, story, page, number, die)
            for shelf, story, page, number, die in zip(placed, stories, pages, numbers, dice, strict=True)
        ]
        insert(Article, rows)
        self._refer(rows, placed, pages, dice)

    def _article(self, shelf: Shelf, story: Story, page: Page, number: int, dice: Random) -> Row:
        standfirst = typeset(story.standfirst, shelf.language)
        access = Access.SUBSCRIBERS if dice.random() < 0.2 else Access.FREE
        return {
            "page_ptr_id": page.pk,
            "standfirst": standfirst,
            "teaser": teaser(standfirst, shelf.language, limit=STANDFIRST_LIMIT),
            "lead_photo_id": dice.choice(shelf.photo_ids),
            "body": [{"type": "text", "value": "".join(story.paragraphs), "id": str(uuid.uuid4())}],
            "column_id": dice.choice(self.column_ids) if dice.random() < 0.06 else None,
            "access": access,
            "applied_access": access,
            "import_key": f"{KEY}{number}",
            "section_id": shelf.section.pk,
        }

    def _authors(self, die: Random) -> list[int]:
        # Every paper has somebody who signs what others do not: of 20,000 articles, more than 3,000.
        if die.random() < BUSIEST_SHARE:
            return [self.author_ids[0]]
        return die.sample(self.author_ids, k=2 if die.random() < 0.1 else 1)

    def _refer(self, rows: list[Row], placed: list[Shelf], pages: list[Page], dice: list[Random]) -> None:
        """Sign the articles, give them topics, and let them stand in their lists."""
        signatures: list[Row] = []
        topics: list[Row] = []
        listings: list[Row] = []
        for row, shelf, page, die in zip(rows, placed, pages, dice, strict=True):
            authors = self._authors(die)
            subjects = die.sample(self.topic_ids, k=die.randrange(1, 4))
            signatures += [
                {"article_id": page.pk, "author_id": pk, "sort_order": n} for n, pk in enumerate(authors)
            ]
            topics += [
                {"article_id": page.pk, "topic_id": pk, "sort_order": n} for n, pk in enumerate(subjects)
            ]
            keys = [*shelf.keys, *(author_key(pk, shelf.language) for pk in authors)]
            keys += [topic_key(pk, shelf.language) for pk in subjects]
            if row["column_id"]:
                keys.append(column_key(row["column_id"], shelf.language))
            at = page.first_published_at
            listings += [{"list": key, "article_id": page.pk, "published_at": at} for key in keys]
        insert(Signature, signatures)
        insert(ArticleTopic, topics)
        insert(Listing, listings)


def _more_authors() -> list[int]:
    known = set(Author.objects.values_list("name", flat=True))
    for name in more_names(MORE_AUTHORS):
        if name not in known:
            Author(name=name, function="Pigiste", is_active=False).save()
    return list(Author.objects.order_by("pk").values_list("pk", flat=True))


def fill_up(total: int, now: datetime, made_so_far: Callable[[int], None]) -> int:
    """Add archived articles until the paper has ``total``; return how many were added.

    Stores a thousand at a time, so that an interrupted run is continued by the next one. The search index is not
    brought up to date.
    """
    missing = total - Article.objects.count()
    if missing <= 0:
        return 0
    first = Article.objects.filter(import_key__startswith=KEY).count() + 1
    archive = Archive(now)
    for start in range(first, first + missing, BATCH):
        archive.add(range(start, min(start + BATCH, first + missing)))
        made_so_far(min(start + BATCH, first + missing) - first)
    if connection.vendor == "postgresql":
        # It notes by itself that a table has grown, but a while later. SQLite keeps no such notes unless told to,
        # and nobody tells it in a paper that has grown day by day.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return missing
