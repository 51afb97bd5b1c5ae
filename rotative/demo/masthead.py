"""Makes what the demo newspaper stands on: its home pages, sections, legal pages, name and menu."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from rotative.demo.ground_plan import SECTIONS, SUBSECTIONS, Part
from rotative.demo.legal_texts import LEGAL_TEXTS, LegalText
from rotative.demo.people import PAPER_NAME
from rotative.paper.colours import Accent
from rotative.paper.models import LegalPage, MenuItem, Paper
from rotative.sections.models import HomePage, SectionPage
from rotative.sections.opening import move_in

HOME_SLUG = "la-depeche-du-fleuve"
ENGLISH_HOME_SLUG = f"{HOME_SLUG}-en"


class NotEmptyError(Exception):
    """Another newspaper lives here already."""


@dataclass(frozen=True)
class Premises:
    """Where everything goes: the home page of each language, and sections by French slug and language."""

    homes: dict[str, HomePage]
    sections: dict[tuple[str, str], SectionPage]

    def section_for(self, slug: str, language: str, topics: tuple[str, ...]) -> SectionPage:
        """Return the section of an article, or the subsection that takes articles on one of its topics."""
        for part in SUBSECTIONS:
            if part.parent == slug and part.topic in topics and (part.slug, language) in self.sections:
                return self.sections[part.slug, language]
        return self.sections[slug, language]


@transaction.atomic
def make_premises() -> Premises:
    """Make home pages, sections, legal pages, name and menu, as far as they are missing.

    Raises NotEmptyError when the site has another newspaper's home page.
    """
    homes = _homes()
    sections = {}
    for part in (*SECTIONS, *SUBSECTIONS):
        parent = sections[part.parent, "fr"] if part.parent else homes["fr"]
        sections[part.slug, "fr"] = _section(part, parent)
    for part in SECTIONS:
        if part.english_slug:
            french = sections[part.slug, "fr"]
            sections[part.slug, "en"] = _section(part, homes["en"], french)
    for text in LEGAL_TEXTS:
        french_page = _legal_page(homes["fr"], text, "fr")
        _legal_page(homes["en"], text, "en", french_page)
    _name_the_paper(homes["fr"])
    return Premises(homes, sections)


def _publish(page: Any, parent: Page) -> Any:
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _homes() -> dict[str, HomePage]:
    french, _made = Locale.objects.get_or_create(language_code="fr")
    english, _made = Locale.objects.get_or_create(language_code="en")
    if HomePage.objects.exclude(slug__in=[HOME_SLUG, ENGLISH_HOME_SLUG]).exists():
        raise NotEmptyError(
            "This site has a newspaper of its own; the demo needs an empty one (ROTATIVE_HOME)."
        )
    root = Page.get_first_root_node()
    home = HomePage.objects.filter(slug=HOME_SLUG).first()
    if home is None:
        home = _publish(HomePage(title=PAPER_NAME, slug=HOME_SLUG, locale=french), root)
        move_in(home)
    english_home = HomePage.objects.filter(slug=ENGLISH_HOME_SLUG).first()
    if english_home is None:
        translation = HomePage(
            title=PAPER_NAME,
            slug=ENGLISH_HOME_SLUG,
            locale=english,
            translation_key=home.translation_key,
        )
        english_home = _publish(translation, Page.get_first_root_node())
    return {"fr": home, "en": english_home}


def _section(part: Part, parent: Page, french: SectionPage | None = None) -> SectionPage:
    slug = part.english_slug if french else part.slug
    there = SectionPage.objects.child_of(parent).filter(slug=slug).first()
    if there is not None:
        return there
    section = SectionPage(
        title=part.english_title if french else part.title,
        slug=slug,
        accent=part.accent,
        description=part.english_description if french else part.description,
        locale=parent.locale,
        show_in_menus=True,
    )
    if french is not None:
        section.translation_key = french.translation_key
    return _publish(section, parent)


def _legal_page(home: HomePage, text: LegalText, language: str, french: LegalPage | None = None) -> LegalPage:
    slug, title, body = text.in_language(language)
    there = LegalPage.objects.child_of(home).filter(slug=slug).first()
    if there is not None:
        return there
    page = LegalPage(title=title, slug=slug, body=body, locale=home.locale, show_in_menus=True)
    if french is not None:
        page.translation_key = french.translation_key
    return _publish(page, home)


def _name_the_paper(home: HomePage) -> None:
    paper = Paper.for_site(Site.objects.get(is_default_site=True))
    if paper.name == PAPER_NAME:
        return
    paper.name = PAPER_NAME
    paper.motto = "Le quotidien du Djoliba-Sud"
    paper.accent = Accent.BRICK
    paper.publisher = "Société d’édition du Fleuve, directrice de la publication : Ramata Sissoko"
    paper.address = "12, quai des Pinasses\nKénéba, Djoliba-Sud"
    paper.contact_email = "redaction@demo.localhost"
    paper.menu_items = [
        MenuItem(page=SectionPage.objects.child_of(home).get(slug=part.slug), sort_order=order)
        for order, part in enumerate(SECTIONS)
    ]
    paper.save()
