"""axe-core finds nothing to object to on any kind of page, by day and by night, on a phone and on a desk.

The rules are those of WCAG 2.0 to 2.2, A and AA, with axe's best practices, and 2.5.8 (target size), which axe
leaves off unless asked.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import Served
from tests.budgets.kinds import KINDS, archive_pages
from tests.moulds import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = ROOT / "tools" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 1280)
RUN_AXE = """async () => {
    const found = await window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
        rules: {'target-size': {enabled: true}},
        resultTypes: ['violations'],
    });
    return {
        passes: found.passes.length,
        violations: found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`)),
    };
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.exists():
        pytest.fail(f"{AXE.relative_to(ROOT)} is missing: run `make test`, or sh tools/install-page-checkers")
    return AXE.read_text(encoding="utf-8")


def objections(page: "Page", axe: str, address: str) -> dict[str, list[str]]:
    """Return what axe objects to, by width and colour scheme; only combinations with objections are there."""
    found: dict[str, list[str]] = {}
    page.goto(address)
    expect(page.locator("header.masthead"), "this is the page for our own mistakes").to_have_count(1)
    page.evaluate(axe)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result: dict[str, Any] = page.evaluate(RUN_AXE)
            assert result["passes"] > 10, "axe has looked at nothing"
            if result["violations"]:
                found[f"{width} {scheme}"] = result["violations"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, served: Served, open_page: Callable[..., "Page"], axe: str) -> None:
    page = open_page()

    assert objections(page, axe, served.address + KINDS[kind]) == {}


@pytest.mark.parametrize("kind", ["year of the archive", "month of the archive"])
def test_axe_finds_nothing_in_the_archive(
    kind: str, served: Served, open_page: Callable[..., "Page"], axe: str
) -> None:
    page = open_page()

    assert objections(page, axe, served.address + archive_pages(served)[kind]) == {}


def test_axe_would_find_something(served: Served, open_page: Callable[..., "Page"], axe: str) -> None:
    page = open_page()
    page.goto(served.address)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate(axe)

    result = page.evaluate(RUN_AXE)

    assert [v.split(":")[0] for v in result["violations"]] == ["html-has-lang"]
