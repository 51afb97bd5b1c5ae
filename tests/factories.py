"""Makes what tests need: a newspaper, its sections, authors, columns, articles, people who sign in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Page, Site

from rotative.articles.models import Article, ArticleTopic, Column, Signature, Topic
from rotative.authors.models import Author
from rotative.paper.models import Paper
from rotative.sections.models import HomePage, SectionPage


class UserFactory(DjangoModelFactory[Any]):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    password = factory.django.Password("mot-de-passe-long")


class AuthorFactory(DjangoModelFactory[Author]):
    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Awa Diarra {n}")


class ColumnFactory(DjangoModelFactory[Column]):
    class Meta:
        model = Column

    name = factory.Sequence(lambda n: f"Carnets {n}")


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Sujet {n}")


@dataclass
class Newspaper:
    """What make_newspaper made."""

    home: HomePage
    politics: SectionPage
    culture: SectionPage
    english_home: HomePage
    english_culture: SectionPage
    site: Site


def make_section(parent: Page, title: str, **fields: Any) -> SectionPage:
    """A published section under a home page or another section."""
    section = SectionPage(title=title, locale=parent.locale, **fields)
    parent.add_child(instance=section)
    section.save_revision().publish()
    return section


def make_newspaper() -> Newspaper:
    """A paper with a home page in each language and sections under them."""
    french, _made = Locale.objects.get_or_create(language_code="fr")
    english, _made = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    home = HomePage(title="La Dépêche", slug="accueil", locale=french)
    root.add_child(instance=home)
    english_home = HomePage(
        title="The Dispatch", slug="accueil-en", locale=english, translation_key=home.translation_key
    )
    root.add_child(instance=english_home)
    Site.objects.all().delete()
    site = Site.objects.create(
        hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="La Dépêche"
    )
    Paper.objects.get_or_create(site=site)
    return Newspaper(
        home=home,
        politics=make_section(home, "Politique", slug="politique"),
        culture=make_section(home, "Culture", slug="culture"),
        english_home=english_home,
        english_culture=make_section(english_home, "Culture", slug="culture"),
        site=site,
    )


def make_article(
    section: Any,
    title: str = "Le bac repart",
    *,
    authors: tuple[Author, ...] = (),
    topics: tuple[Topic, ...] = (),
    text: str = "<p>Le bac a repris ses traversées mardi matin.</p>",
    published_at: datetime | None = None,
    publish: bool = True,
    **fields: Any,
) -> Article:
    """An article under a section, published unless told otherwise, at ``published_at`` or now."""
    fields.setdefault("body", [("text", text)] if text else [])
    article = Article(title=title, locale=section.locale, live=False, **fields)
    article.signatures = [Signature(author=author, sort_order=n) for n, author in enumerate(authors)]
    article.article_topics = [ArticleTopic(topic=topic, sort_order=n) for n, topic in enumerate(topics)]
    if published_at:
        article.first_published_at = published_at
    section.add_child(instance=article)
    if publish:
        article.save_revision().publish()
        article.refresh_from_db()
    return article
