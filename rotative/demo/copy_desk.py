"""Makes articles out of the content files, the way the newsroom does: written, illustrated, published, updated."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.users.models import UserProfile

from rotative.accounts.models import User
from rotative.articles.models import Article, ArticleTopic, Column, RelatedPin, Role, Signature, Topic
from rotative.authors.models import Author
from rotative.demo.body import pictures_of, stream, with_read_also
from rotative.demo.content_files import ArticleFile
from rotative.demo.content_text import Picture
from rotative.demo.masthead import Premises
from rotative.demo.newsroom import DOMAIN, topic_name
from rotative.demo.photographs import SHARED, Shot
from rotative.demo.press_day import PINS, READ_ALSO, UNPUBLISHED, UPDATED_AFTER, Stage
from rotative.paper.access import Access
from rotative.photos.models import Photo
from rotative.typography import typeset

FIRST_MINUTE, LAST_MINUTE = 5 * 60 + 40, 21 * 60 + 30
LEAD_PRESETS = ("lead", "card", SHARED)
FRONT_PRESETS = ("card_large", "thumb")
DAYS_ON_THE_FRONT = 7
ROLES = (("Envoyé", Role.SPECIAL_ENVOY), ("Correspondant", Role.CORRESPONDENT))


def shots_of(files: Iterable[ArticleFile], now: datetime) -> list[Shot]:
    """Return every picture of the articles, as it is to be drawn; pictures of one scene follow each other's seeds."""
    seeds: dict[str, int] = {}
    shots = []
    for file in sorted(files, key=lambda file: (file.section, file.slug)):
        for name, picture in _pictures(file):
            seed = seeds[picture.scene] = seeds.get(picture.scene, 0) + 1
            shots.append(_shot(file, name, picture, seed, published_at(file, now)))
    return shots


def _pictures(file: ArticleFile) -> list[tuple[str, Picture]]:
    stem = f"{file.slug[:38]}-{zlib.crc32(file.key.encode()) % 4096:03x}"
    lead = [(stem, file.picture)] if file.picture else []
    return lead + [(f"{stem}-{n}", picture) for n, picture in enumerate(pictures_of(file.body), start=1)]


def _shot(file: ArticleFile, name: str, picture: Picture, seed: int, published: datetime) -> Shot:
    setting = partial(typeset, language=file.language)
    lead = LEAD_PRESETS if file.days_ago > DAYS_ON_THE_FRONT else LEAD_PRESETS + FRONT_PRESETS
    return Shot(
        name=name,
        scene=picture.scene,
        seed=seed,
        title=setting(file.headline if picture is file.picture else picture.caption)[:120],
        alt=setting(picture.alt),
        caption=setting(picture.caption),
        photographer=picture.photographer,
        place=setting(file.place),
        taken_at=published - timedelta(hours=5),
        presets=lead if picture is file.picture else ("gallery", "body"),
    )


def published_at(file: ArticleFile, now: datetime) -> datetime:
    """Return when the article came out: its days before ``now``, at an hour of its own, never in the future."""
    dice = Random(file.key)
    on = timezone.localdate(now) - timedelta(days=file.days_ago)
    minute = dice.randrange(FIRST_MINUTE, LAST_MINUTE)
    at = timezone.make_aware(datetime.combine(on, time(minute // 60, minute % 60, dice.randrange(60))))
    return min(at, now - timedelta(minutes=dice.randrange(4, 90)))


@contextmanager
def _without_mail() -> Iterator[None]:
    """Submit something without writing to the demo's editors: their addresses lead nowhere."""
    profiles = [UserProfile.get_for_user(user) for user in User.objects.filter(email__endswith=DOMAIN)]
    for wanted in (False, True):
        for profile in profiles:
            profile.submitted_notifications = wanted
            profile.save()
        if not wanted:
            yield


@dataclass
class CopyDesk:
    """What the desk has at hand while it makes articles."""

    premises: Premises
    photos: Mapping[str, Photo]
    now: datetime

    def __post_init__(self) -> None:
        self.authors = {author.name: author for author in Author.objects.all()}
        self.columns = {column.name: column for column in Column.objects.all()}
        self.topics = {topic.name: topic for topic in Topic.objects.all()}
        self.staff = {
            user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith=DOMAIN)
        }

    @transaction.atomic
    def make_articles(self, files: Iterable[ArticleFile]) -> int:
        """Make the articles that are missing, the oldest first and originals before translations."""
        known = set(
            Article.objects.filter(import_key__startswith="demo:").values_list("import_key", flat=True)
        )
        missing = [file for file in files if file.key not in known]
        # Wagtail notes after each of the several saves what an article refers to; once is enough.
        with disable_reference_index_auto_update():
            for file in sorted(missing, key=lambda file: (bool(file.translation_of), -file.days_ago)):
                ReferenceIndex.create_or_update_for_object(self._make(file))
        for file in missing:
            self._pin(file)
        return len(missing)

    def _make(self, file: ArticleFile) -> Article:
        stage = UNPUBLISHED.get(file.slug, Stage.PUBLISHED)
        at = published_at(file, self.now)
        article = self._written(file, at)
        section = self.premises.section_for(file.section, file.language, file.topics)
        article.locale = section.locale
        if stage is Stage.PUBLISHED:
            article.first_published_at = at
            if hours := UPDATED_AFTER.get(file.slug):
                article.updated_at = min(at + timedelta(hours=hours), self.now)
        section.add_child(instance=article)
        STAGES[stage](self, article, at)
        return article

    def _written(self, file: ArticleFile, at: datetime) -> Article:
        setting = partial(typeset, language=file.language)
        photos = {picture: self.photos[name] for name, picture in _pictures(file)}
        body = stream(file.body, photos, timezone.localdate(at), timezone.localdate(self.now), setting)
        if other := READ_ALSO.get(file.slug):
            body = with_read_also(body, Article.objects.get(slug=other, locale__language_code=file.language))
        article = Article(
            title=setting(file.headline),
            slug=file.slug,
            kicker="" if file.column else setting(file.kicker),
            standfirst=setting(file.standfirst),
            lead_photo=photos.get(file.picture) if file.picture else None,
            body=body,
            place=setting(file.place),
            agency_credit=setting(file.agency),
            column=self.columns[file.column] if file.column else None,
            access=Access.SUBSCRIBERS if file.is_for_subscribers else Access.FREE,
            import_key=file.key,
            live=False,
            owner=self.staff["journaliste"],
        )
        if file.translation_of:
            original = Article.objects.get(slug=file.translation_of, locale__language_code="fr")
            article.translation_key = original.translation_key
        role, detail = role_of(file.role)
        article.signatures = [
            Signature(author=self.authors[name], role=role, role_detail=detail, sort_order=order)
            for order, name in enumerate(file.authors)
        ]
        article.article_topics = [
            ArticleTopic(topic=self.topics[topic_name(name)], sort_order=order)
            for order, name in enumerate(file.topics)
        ]
        return article

    def _publish(self, article: Article, at: datetime) -> None:
        article.save_revision(user=self.staff["chef"]).publish(user=self.staff["chef"])
        moment = article.updated_at or at
        Article.objects.filter(pk=article.pk).update(
            last_published_at=moment, latest_revision_created_at=moment
        )
        Revision.objects.for_instance(article).update(created_at=moment)
        PageLogEntry.objects.filter(page_id=article.pk).update(timestamp=moment)

    def _leave_as_draft(self, article: Article, at: datetime) -> None:
        article.save_revision(user=self.staff["journaliste"])

    def _submit(self, article: Article, at: datetime) -> None:
        journalist = self.staff["journaliste"]
        article.save_revision(user=journalist)
        if workflow := article.get_workflow():
            with _without_mail():
                workflow.start(article, journalist)

    def _schedule(self, article: Article, at: datetime) -> None:
        tomorrow = timezone.localdate(self.now) + timedelta(days=1)
        article.go_live_at = timezone.make_aware(datetime.combine(tomorrow, time(6, 0)))
        article.save_revision(user=self.staff["chef"]).publish(user=self.staff["chef"])

    def _pin(self, file: ArticleFile) -> None:
        for order, slug in enumerate(PINS.get(file.slug, ())):
            article = Article.objects.get(import_key=file.key)
            related = Article.objects.get(slug=slug, locale=article.locale)
            RelatedPin.objects.create(article=article, related=related, sort_order=order)


STAGES: dict[Stage, Any] = {
    Stage.PUBLISHED: CopyDesk._publish,
    Stage.DRAFT: CopyDesk._leave_as_draft,
    Stage.IN_REVIEW: CopyDesk._submit,
    Stage.SCHEDULED: CopyDesk._schedule,
}


def role_of(words: str) -> tuple[str, str]:
    """Return role and detail of what a byline says: “Envoyée spéciale à Dioumana” is a special envoy, “à Dioumana”."""
    if not words:
        return Role.NONE, ""
    for beginning, role in ROLES:
        if words.startswith(beginning):
            _titles, a, place = words.partition(" à ")
            return role, f"{a.strip()} {place}".strip()
    return Role.OTHER, words
