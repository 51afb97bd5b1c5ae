"""What readers get is set in type by the rules of its language, whatever was typed, and speaks that language only."""

import re
from collections.abc import Iterator

import polib
import pytest
from lxml import etree, html

from tests.browsing import Served
from tests.budgets.kinds import every_kind
from tests.budgets.test_html import every_article
from tests.moulds import ROOT

pytestmark = pytest.mark.browser

NARROW, WIDE = "\u202f", "\u00a0"
# Imprimerie nationale, “Lexique des règles typographiques”: spaces that do not break, inside quotation marks and
# before high punctuation.
FRENCH_FAULTS = {
    "straight quotation mark": re.compile(r'.{0,20}".{0,20}'),
    "straight apostrophe": re.compile(r".{0,20}\w'\w.{0,20}"),
    "opening mark without a narrow space": re.compile(rf".{{0,20}}«(?![{NARROW}{WIDE}]).{{0,20}}"),
    "closing mark without a narrow space": re.compile(rf".{{0,20}}(?<![{NARROW}{WIDE}])».{{0,20}}"),
    "high punctuation after a space that breaks": re.compile(r".{0,20} [;:!?%].{0,20}"),
    "three dots": re.compile(r".{0,20}\.\.\..{0,20}"),
}
ENGLISH_FAULTS = {
    "straight quotation mark": FRENCH_FAULTS["straight quotation mark"],
    "straight apostrophe": FRENCH_FAULTS["straight apostrophe"],
    "French quotation mark": re.compile(r".{0,20}[«»].{0,20}"),
    "space before high punctuation": re.compile(rf".{{0,20}}\w[ {NARROW}{WIDE}][;:!?].{{0,20}}"),
}
MARK_OF_OTHERS = {"script", "style", "code", "input", "option"}


def texts(page: str, language: str) -> Iterator[str]:
    """Yield the texts that a reader sees and hears on a page, each element's apart, without those in another language."""
    tree = html.fromstring(page)
    for element in tree.iter(etree.Element):
        nearest = next((e.get("lang") for e in [element, *element.iterancestors()] if e.get("lang")), "")
        if element.tag in MARK_OF_OTHERS or nearest != language:
            continue
        yield from (element.get(name, "") for name in ("alt", "aria-label", "title"))
        if element.tag in (
            "p",
            "h1",
            "h2",
            "h3",
            "li",
            "figcaption",
            "td",
            "th",
            "caption",
            "title",
            "label",
        ):
            yield " ".join("".join(map(str, element.itertext())).replace("\n", " ").split(" "))


def faults(pages: dict[str, str], language: str) -> set[str]:
    """Return what stands on the pages against the rules of the language, with its surroundings."""
    rules = FRENCH_FAULTS if language == "fr" else ENGLISH_FAULTS
    return {
        f"{name}: {found}"
        for page in pages.values()
        for text in texts(page, language)
        for name, rule in rules.items()
        for found in rule.findall(text)
    }


@pytest.fixture(scope="module")
def pages(served: Served) -> dict[str, str]:
    """Every page of every kind and every article, by path. What a reader types is hers: no search results."""
    paths = {*every_kind(served).values(), *every_article(served)}
    return {path: served.get(path).body.decode() for path in paths if "?q=" not in path}


@pytest.fixture(scope="module")
def french(pages: dict[str, str]) -> dict[str, str]:
    """The pages of the French edition."""
    return {path: page for path, page in pages.items() if not path.startswith("/en/")}


@pytest.fixture(scope="module")
def english(pages: dict[str, str]) -> dict[str, str]:
    """The pages of the English edition."""
    return {path: page for path, page in pages.items() if path.startswith("/en/")}


def test_french_pages_are_set_by_french_rules(french: dict[str, str]) -> None:
    assert len(french) > 80
    assert any(f"«{NARROW}" in page for page in french.values())
    assert faults(french, "fr") == set()


def test_english_pages_are_set_by_english_rules(english: dict[str, str]) -> None:
    assert len(english) > 15
    assert any("“" in page for page in english.values())
    assert faults(english, "en") == set()


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", '<p>Il dit "oui".</p>'),
        ("fr", "<p>Il dit « oui ».</p>"),
        ("fr", "<p>Quoi ?</p>"),
        ("en", "<p>Why ?</p>"),
    ],
)
def test_a_fault_would_be_found(language: str, typed: str) -> None:
    assert faults({"/": f'<html lang="{language}"><body>{typed}</body></html>'}, language) != set()


def words_of_the_interface() -> dict[str, str]:
    """Return what the templates of the paper say in English, with the French for it."""
    catalogue = polib.pofile(str(ROOT / "rotative" / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    french = {
        entry.msgid: entry.msgstr for entry in catalogue if entry.msgid != entry.msgstr and entry.msgstr
    }
    said = set()
    for template in (ROOT / "rotative" / "templates").rglob("*.html"):
        if template.parent.name not in ("accounts", "panels"):
            said |= set(re.findall(r'{% translate "([^"]+)"', template.read_text(encoding="utf-8")))
    return {msgid: french[msgid] for msgid in said if msgid in french}


def spoken(pages: dict[str, str], language: str) -> set[str]:
    """Return the texts of pages, in type or not, that stand alone in their element."""
    return {text.strip() for page in pages.values() for text in texts(page, language)}


def test_no_english_is_left_on_french_pages_and_no_french_on_english_ones(
    french: dict[str, str], english: dict[str, str]
) -> None:
    words = words_of_the_interface()
    on_french, on_english = spoken(french, "fr"), spoken(english, "en")

    assert len(words) > 30
    assert on_french & set(words) - set(words.values()) == set()
    assert on_english & set(words.values()) - set(words) == set()
    assert len(on_french & set(words.values())) > 10
    assert len(on_english & set(words)) > 10
