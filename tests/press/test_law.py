"""The law of the press: once the queue is empty, every stored page equals a fresh rendering of it.

A machine does what a newsroom does, in any order, while readers have pages printed; then the press works off its queue.
"""

import shutil
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail.contrib.redirects.models import Redirect

from rotative.articles import listings, querysets
from rotative.articles.models import Article, ArticleTopic, RelatedPin, Signature
from rotative.paper.access import Access, Audience
from rotative.paper.models import LegalPage, MenuItem, Paper
from rotative.press.keeping import memory
from rotative.press.models import PUBLIC, HourlyReads, PrintedPage
from rotative.press.printing import print_pages
from rotative.related.most_read import choose_most_read
from rotative.search import index
from rotative.sections import paging
from rotative.sections.paging import cursor_of
from tests.factories import AuthorFactory, ColumnFactory, Newspaper, TopicFactory, make_article, make_section
from tests.photos.factories import PhotoFactory
from tests.press.conftest import Press
from tests.press.stores import empty_the_store

WORDS = [
    "Le bac repart",
    "Le marché s’étend",
    "La crue attendue",
    "« On joue », dit-elle",
    "Un pont neuf : enfin ?",
    "Le bac",
]
titles = st.sampled_from(WORDS)
texts = st.sampled_from(
    [f"<p>{word}, à Dioumana, mardi matin. Les passagers attendaient.</p>" for word in WORDS]
)
ADDRESSES = [
    "/",
    "/en/",
    "/politique/",
    "/culture/",
    "/culture/archives/",
    "/auteurs/",
    "/chroniques/",
    "/rectificatifs/",
]
ADDRESSES += [
    "/feed.xml",
    "/en/feed.xml",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/robots.txt",
    "/favicon.svg",
    "/rien/",
]


accesses = st.sampled_from(["", *Access])


class Newsroom(RuleBasedStateMachine):
    """What a newsroom does in a day."""

    articles = Bundle("articles")

    def __init__(self, press: Press, newspaper: Newspaper) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.press = press
        # Rows come back with the rollback, what Python remembers of them does not.
        pages = (newspaper.home, newspaper.politics, newspaper.culture, newspaper.english_culture)
        home, politics, culture, english_culture = (type(page).objects.get(pk=page.pk) for page in pages)
        self.newspaper = replace(newspaper, home=home, politics=politics, culture=culture)
        self.sections = [politics, culture, english_culture]
        self.authors = [AuthorFactory.create(name="Awa Diarra"), AuthorFactory.create(name="Issa N'Diaye")]
        self.column, self.topic = ColumnFactory.create(name="Carnets"), TopicFactory.create(name="Fleuve")
        self.photos = [PhotoFactory.create(), PhotoFactory.create(caption="")]
        self.press.print(*ADDRESSES)

    def teardown(self) -> None:
        """Work off the queue, hold the law, and forget the day."""
        try:
            self.press.run()
            assert self.press.differences() == {}
            assert self.press.strays() == set()
        finally:
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)
            shutil.rmtree(Path(django_settings.ROTATIVE_HOME) / "search", ignore_errors=True)
            empty_the_store()
            index._index_at.cache_clear()
            memory.forget_all()

    def fresh(self, article: Article) -> Any:
        return Article.objects.get(pk=article.pk)

    @rule(
        target=articles,
        title=titles,
        text=texts,
        section=st.integers(0, 2),
        authors=st.lists(st.integers(0, 1), unique=True),
        column=st.booleans(),
        topic=st.booleans(),
        photo=st.sampled_from([None, 0, 1]),
        publish=st.booleans(),
        days=st.sampled_from([0, 0, 3, 29, 400]),
        access=accesses,
    )
    def write(
        self, title: str, text: str, section: int, authors: list[int], days: int, publish: bool, **more: Any
    ) -> Any:
        with self.press.at_work():
            return make_article(
                self.sections[section],
                title,
                text=text,
                authors=tuple(self.authors[n] for n in authors),
                topics=(self.topic,) if more["topic"] else (),
                column=self.column if more["column"] else None,
                lead_photo=None if more["photo"] is None else self.photos[more["photo"]],
                access=more["access"],
                publish=publish,
                published_at=timezone.now() - timedelta(days=days) if days else None,
            )

    @rule(article=articles, text=texts)
    def mend_the_text(self, article: Article, text: str) -> None:
        article = self.fresh(article)
        article.body = [("text", text)]
        with self.press.at_work():
            article.save_revision().publish()

    @rule(article=articles, title=titles)
    def mend_the_headline(self, article: Article, title: str) -> None:
        article = self.fresh(article)
        article.title, article.standfirst = title, f"{title}, dit-on."
        with self.press.at_work():
            article.save_revision().publish()

    @rule(article=articles, slug=st.sampled_from(["une", "deux", "trois"]))
    def change_the_address(self, article: Article, slug: str) -> None:
        article = self.fresh(article)
        if article.get_siblings(inclusive=False).filter(slug=slug).exists():
            return
        article.slug = slug
        with self.press.at_work():
            article.save_revision().publish()

    @rule(article=articles)
    def correct(self, article: Article) -> None:
        article = self.fresh(article)
        article.body.append(("correction", {"date": timezone.localdate(), "text": "24 et non 42."}))
        with self.press.at_work():
            article.save_revision().publish()

    @rule(
        article=articles,
        authors=st.lists(st.integers(0, 1), unique=True),
        photo=st.sampled_from([None, 0, 1]),
    )
    def sign_and_picture(self, article: Article, authors: list[int], photo: int | None) -> None:
        article = self.fresh(article)
        article.signatures = [
            Signature(author=self.authors[n], sort_order=place) for place, n in enumerate(authors)
        ]
        article.article_topics = [] if photo else [ArticleTopic(topic=self.topic)]
        article.lead_photo = None if photo is None else self.photos[photo]
        with self.press.at_work():
            article.save_revision().publish()

    @rule(article=articles, other=articles, in_text=st.booleans())
    def point_at_another(self, article: Article, other: Article, in_text: bool) -> None:
        article, other = self.fresh(article), self.fresh(other)
        if in_text:
            article.body.append(("read_also", {"article": other}))
        else:
            article.related_pins = [RelatedPin(related=other)]
        with self.press.at_work():
            article.save_revision().publish()

    @rule(article=articles, address=st.sampled_from(["/politique/", "/culture/", "/auteurs/awa-diarra/"]))
    def a_reader_turns_the_page(self, article: Article, address: str) -> None:
        """From where an article stands, or stood; others' cursors are not kept."""
        if (article := self.fresh(article)).published_at:
            print_pages([(f"{address}?avant={cursor_of(article)}", PUBLIC)])

    @rule(article=articles, audience=st.sampled_from(Audience))
    def somebody_with_a_pass_reads(self, article: Article, audience: str) -> None:
        if address := self.fresh(article).get_url():
            print_pages([(address, PUBLIC), (address, audience)])

    @rule(article=articles)
    def withdraw(self, article: Article) -> None:
        with self.press.at_work():
            self.fresh(article).unpublish()

    @rule(article=articles, section=st.integers(0, 1))
    def move(self, article: Article, section: int) -> None:
        article = self.fresh(article)
        target = self.sections[section]
        target.refresh_from_db()
        if article.locale_id != target.locale_id or target.get_children().filter(slug=article.slug).exists():
            return
        with self.press.at_work():
            article.move(target, pos="last-child")

    @rule(article=consumes(articles))
    def delete(self, article: Article) -> None:
        with self.press.at_work():
            self.fresh(article).delete()

    @rule(author=st.integers(0, 1), name=st.sampled_from(["Awa Traoré", "Issa Koné"]), capitals=st.booleans())
    def rename_an_author(self, author: int, name: str, capitals: bool) -> None:
        person = self.authors[author]
        person.name, person.function = name, "Envoyée" if capitals else ""
        with self.press.at_work():
            person.save()

    @rule(photo=st.integers(0, 1), caption=st.sampled_from(["", "Le marché."]), expired=st.booleans())
    def change_a_photo(self, photo: int, caption: str, expired: bool) -> None:
        picture = self.photos[photo]
        picture.caption, picture.expires_at = caption, timezone.now() if expired else None
        with self.press.at_work():
            picture.save()

    @rule(name=st.sampled_from(["Carnets", "Choses vues"]), opinion=st.booleans())
    def change_the_column(self, name: str, opinion: bool) -> None:
        self.column.name, self.column.is_opinion = name, opinion
        with self.press.at_work():
            self.column.save()

    @rule(name=st.sampled_from(["Fleuve", "Rives"]))
    def rename_the_topic(self, name: str) -> None:
        self.topic.name = name
        with self.press.at_work():
            self.topic.save()

    @rule(
        section=st.integers(0, 2),
        title=st.sampled_from(["Vie publique", "Arts"]),
        accent=st.sampled_from(["teal", "olive"]),
        access=accesses,
    )
    def dress_a_section(self, section: int, title: str, accent: str, access: str) -> None:
        page = self.sections[section]
        page.refresh_from_db()
        page.title, page.accent, page.description, page.access = title, accent, title, access
        with self.press.at_work():
            page.save_revision().publish()

    @rule(slug=st.sampled_from(["politique", "vie-publique"]))
    def change_a_sections_address(self, slug: str) -> None:
        page = self.newspaper.politics
        page.refresh_from_db()
        page.slug = slug
        with self.press.at_work():
            page.save_revision().publish()

    @rule(title=st.sampled_from(["Cinéma", "Théâtre"]))
    def open_a_section_below(self, title: str) -> None:
        self.newspaper.culture.refresh_from_db()
        with self.press.at_work():
            make_section(self.newspaper.culture, title)

    @rule(article=articles)
    def put_on_the_front(self, article: Article) -> None:
        home = self.newspaper.home
        home.refresh_from_db()
        places = [("lead", {"article": self.fresh(article)}), ("seconds", {"articles": [], "count": 3})]
        home.front = [*places, ("most_read", None)]
        with self.press.at_work():
            home.save_revision().publish()

    @rule(
        name=st.sampled_from(["La Dépêche", "L'Essor"]),
        days=st.sampled_from([0, 2, 365]),
        access=accesses.filter(bool),
        menu=st.booleans(),
    )
    def change_the_paper(self, name: str, days: int, access: str, menu: bool) -> None:
        paper = Paper.for_site(self.newspaper.site)
        paper.name, paper.old_after_days = name, days
        paper.access, paper.open_while_new, paper.metered_articles = access, days, days
        paper.menu_items = [MenuItem(page=self.newspaper.culture)] if menu else []
        with self.press.at_work():
            paper.save()

    @rule(title=st.sampled_from(["Mentions légales", "Contact"]))
    def publish_a_legal_page(self, title: str) -> None:
        self.newspaper.home.refresh_from_db()
        page = LegalPage(title=title, body="<p>Le journal.</p>", locale=self.newspaper.home.locale)
        with self.press.at_work():
            self.newspaper.home.add_child(instance=page)
            page.save_revision().publish()

    @rule(link=st.sampled_from(["/culture/", "/politique/"]))
    def lead_an_old_address_elsewhere(self, link: str) -> None:
        with self.press.at_work():
            Redirect.objects.update_or_create(old_path="/rien", defaults={"redirect_link": link})

    @rule(addresses=st.lists(st.sampled_from(ADDRESSES), max_size=3))
    def readers_come(self, addresses: list[str]) -> None:
        self.press.print(*addresses)

    @rule(order=st.sampled_from(["pk", "-pk", "title"]), articles=st.integers(2, 6))
    def readers_read(self, order: str, articles: int) -> None:
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        HourlyReads.objects.all().delete()
        for place, article in enumerate(Article.objects.live().order_by(order)[:articles]):
            HourlyReads.objects.create(address=article.get_url(), hour=hour, reads=20 - place)
        with self.press.at_work():
            choose_most_read(timezone.now())

    @rule()
    def the_press_catches_up(self) -> None:
        self.press.run()
        assert self.press.stale() == set()
        assert self.press.differences() == {}

    @invariant()
    def what_is_withdrawn_is_gone_at_once(self) -> None:
        for page in PrintedPage.objects.filter(
            address__regex=r"^/(politique|culture|vie-publique)/[a-z-]+/$"
        ):
            slug = page.address.rstrip("/").rpartition("/")[2]
            if slug not in ("archives", "cinema", "theatre"):
                assert Article.objects.live().filter(slug=slug).exists(), page.address


@pytest.mark.django_db
def test_once_the_queue_is_empty_every_page_equals_a_fresh_rendering(
    press: Press, newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Short lists have second pages, and something beyond their newest, in a day.
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    for module in (querysets, listings):
        monkeypatch.setattr(module, "NEWEST", 3)
    run_state_machine_as_test(
        partial(Newsroom, press, newspaper),  # type: ignore[arg-type]  # it asks for something to call
        settings=settings(
            max_examples=8,
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )
