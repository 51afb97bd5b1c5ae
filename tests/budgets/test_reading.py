"""Pages can be read: large type, lines of the right length, no sideways scrolling, and by keyboard alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browsing import Served
from tests.budgets.kinds import KINDS, ONE_PICTURE, archive_pages

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SMALLEST_TEXT = 18  # pixels, of the running text
# How many characters stand in each line of the longest paragraph, the last line left out.
LINES = """() => {
    const longest = [...document.querySelectorAll('.prose > p')].sort((a, b) => b.innerText.length - a.innerText.length)[0];
    const walker = document.createTreeWalker(longest, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let i = 0; i < node.length; i++) {
            range.setStart(node, i);
            range.setEnd(node, i + 1);
            const box = range.getClientRects()[0];
            if (!box) continue;
            const line = Math.round(box.bottom / 8);
            lines.set(line, (lines.get(line) || 0) + 1);
        }
    }
    return [...lines.values()].slice(0, -1);
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Text that is cut off instead of growing its box (WCAG 2.2, 1.4.4); teasers on the front are cut on purpose.
CUT = """() => [...document.querySelectorAll('h1, h2, h3, p, a, button, label, figcaption, td, th')].filter(e => {
    const style = getComputedStyle(e);
    return style.overflow === 'hidden' && !style.webkitLineClamp.match(/^[0-9]/)
        && style.position !== 'absolute' && e.scrollHeight > e.clientHeight + 2;
}).map(e => e.outerHTML.slice(0, 120))"""


def sideways(page: "Page", width: int) -> int:
    """Return by how many pixels a page is wider than a window of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    too_wide: int = page.evaluate(OVERFLOW)
    return too_wide


@pytest.mark.parametrize("kind", [*KINDS, "year of the archive", "month of the archive"])
def test_nothing_scrolls_sideways(kind: str, served: Served, open_page: Callable[..., "Page"]) -> None:
    page = open_page()
    page.goto(served.address + (KINDS | archive_pages(served))[kind])

    assert {width: sideways(page, width) for width in (320, 360, 768, 1280)} == dict.fromkeys(
        (320, 360, 768, 1280), 0
    )


@pytest.mark.parametrize(
    "kind", ["front page", "section", "article with table and quotation", "author", "search with results"]
)
def test_text_may_be_twice_as_large(kind: str, served: Served, open_page: Callable[..., "Page"]) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(served.address + KINDS[kind])
    wire = page.context.new_cdp_session(page)

    # As a reader's own setting of the browser does it, not as a zoom of the page.
    wire.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "36px"
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_running_text_is_large_enough(
    width: int, served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(served.address + ONE_PICTURE)

    sizes = page.evaluate(
        "[...document.querySelectorAll('.prose > p, .standfirst')].map(p => parseFloat(getComputedStyle(p).fontSize))"
    )

    assert len(sizes) > 3
    assert min(sizes) >= SMALLEST_TEXT


def test_a_line_has_sixty_to_seventy_five_characters(
    served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(served.address + ONE_PICTURE)

    lines = page.evaluate(LINES)

    assert len(lines) > 3
    assert 60 <= sum(lines) / len(lines) <= 75, lines


@pytest.mark.parametrize("kind", ["front page", "article of a column", "search", "page that is not there"])
def test_the_first_tab_offers_to_skip_to_the_text(
    kind: str, served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(viewport={"width": 360, "height": 640})
    page.goto(served.address + KINDS[kind])

    page.keyboard.press("Tab")

    box = page.locator(":focus").bounding_box()
    assert page.locator(":focus").get_attribute("class") == "skip"
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_tabs_through_a_page_sees_where_she_is(
    scheme: str, served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(viewport={"width": 360, "height": 640}, color_scheme=scheme, reduced_motion="reduce")
    page.goto(served.address + ONE_PICTURE)
    unseen, seen = [], 0

    for _press in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => {
            const e = document.activeElement;
            if (e === document.body) return null;
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            const shown = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
            return {html: e.outerHTML.slice(0, 120), visible: shown && style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2};
        }"""
        )
        if focus is None:
            break
        seen += 1
        if not focus["visible"]:
            unseen.append(focus["html"])

    assert seen > 15
    assert unseen == []


@pytest.mark.parametrize(("wish", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_pages_move_only_for_those_who_like_it(
    wish: str, behaviour: str, served: Served, open_page: Callable[..., "Page"]
) -> None:
    page = open_page(reduced_motion=wish)
    page.goto(served.address)

    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => {
        const style = getComputedStyle(e);
        return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).length"""
    )

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    assert moving == 0
