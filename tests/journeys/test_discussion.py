"""A subscriber in the discussion: on a small phone without scripts, with them, by the keyboard alone, on a bad line."""

import re
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import SECONDS_TO_SHOW, Served
from tests.journeys.talking import Room, Talking, talking
from tests.moulds import ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

CHEAP_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}


@pytest.fixture(scope="module")
def talk(demo_home: Any, served: Served, tmp_path_factory: Any) -> Iterator[Talking]:
    """A newspaper in which it is talked."""
    with talking(demo_home, tmp_path_factory.mktemp("talking") / "demo") as talk:
        yield talk


@pytest.fixture
def room(talk: Talking) -> Room:
    """A discussion in which no other test has said anything."""
    return talk.rooms.pop()


@pytest.fixture
def window(talk: Talking, room: Room, chromium: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Opens a window of somebody's, in front of the discussion; no script may fail in it, and no policy be broken."""
    pages: list[Page] = []
    said: list[str] = []

    def open_one(name: str = "Kadia", **options: Any) -> "Page":
        page = talk.page_of(chromium, name, **options)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda line: said.append(line.text) if "Policy" in line.text else None)
        pages.append(page)
        page.goto(room.room)
        return page

    yield open_one
    for page in pages:
        page.context.close()
    assert said == []


def fits(page: "Page") -> bool:
    """Whether nothing has to be scrolled sideways."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return bool(too_wide == 0)


def saying(page: "Page", text: str) -> "Locator":
    """The contributions that say something."""
    return page.locator("article.contribution").filter(has=page.locator(".words", has_text=text))


def reload_until_it_says(page: "Page", text: str) -> None:
    """Load it again until others' words are there: within two seconds, and later on a machine that runs all tests."""
    until = time.monotonic() + SECONDS_TO_SHOW
    while not saying(page, text).count():
        assert time.monotonic() < until, text
        page.reload()


def write(page: "Page", text: str) -> None:
    """Write into the form that is open, and send it."""
    page.locator("main textarea").fill(text)
    page.locator("main form:has(textarea) [type=submit]").click()


def test_without_scripts_on_a_small_phone(room: Room, window: Callable[..., "Page"]) -> None:
    page = window("Kadia", **CHEAP_PHONE)
    page.goto(room.article)
    page.locator("#contributions a.button").last.click()  # “Enter”, or “Read and take part”
    assert page.url == room.room
    assert fits(page)

    # She writes, and sees at once what she has written.
    page.locator("a[data-act=write]").click()
    assert fits(page)
    write(page, "La borne de l’allée verte ne donne plus d’eau.")
    own = saying(page, "La borne de l’allée verte")
    expect(own).to_have_count(1)
    expect(page.get_by_role("status").first).to_be_visible()
    assert fits(page)

    # She mends it.
    page.locator("a[data-act=edit]").first.click()
    expect(page.locator("main textarea")).to_have_value(re.compile("allée verte"))
    write(page, "La borne de l’allée jaune ne donne plus d’eau.")
    expect(saying(page, "allée jaune")).to_have_count(1)

    # She answers somebody, in a thread that may be an old one.
    page.goto(room.room)
    page.locator("a[data-act=answer]:visible").last.click()
    expect(page.locator("blockquote.answered")).to_be_visible()
    write(page, "Je suis passée ce matin, c’est réparé.")
    expect(saying(page, "c’est réparé")).to_have_count(1)

    # What somebody else says is useful, is followed, is reported.
    page.goto(room.room)
    other = page.locator("article.contribution").filter(has_not_text="Kadia").first
    place = f"#{other.get_attribute('id')}"
    for act, mark in (("useful", "no"), ("follow", "no")):
        page.goto(room.room)
        page.locator(f"{place} a[data-act={act}]").click()
        page.locator("main form [type=submit]").click()
        page.goto(room.room)
        page.locator(f"{place} a[data-act={act}]").click()
        expect(page.locator("[name=wish]")).to_have_value(mark)
        assert fits(page)
    page.goto(room.room)
    page.locator(f"{place} a[data-act=report]").click()
    page.locator("[name=reason]").first.check()
    page.locator("[name=explanation]").fill("On ne parle pas ainsi d’une voisine.")
    assert fits(page)
    page.locator("main form [type=submit]").click()
    expect(page.get_by_role("status").first).to_be_visible()

    # She takes back what she has written.
    page.goto(room.mine)
    own = page.locator(".thread > div").filter(has_text="allée jaune").first
    own.locator("a[data-act=withdraw]").click()
    page.locator("main form [type=submit]").click()
    page.goto(room.room)
    expect(saying(page, "allée jaune")).to_have_count(0)


def test_everything_is_done_in_place(window: Callable[..., "Page"]) -> None:
    page = window("Moussa")
    page.evaluate("window.isStill = true")

    page.locator("a[data-act=write]").click()
    write(page, "Les vendeuses de poisson sont contentes.")
    own = saying(page, "poisson sont contentes")
    own.wait_for()
    assert page.evaluate("document.activeElement.innerText").count("poisson") == 1

    own.locator("a[data-act=edit]").click()
    write(page, "Les vendeuses de poisson sont très contentes.")
    saying(page, "très contentes").wait_for()
    expect(saying(page, "poisson sont contentes")).to_have_count(0)

    other = page.locator("article.contribution:has(a[data-act=useful])").first
    place = page.locator(f"#{other.get_attribute('id')}")
    place.locator("a[data-act=answer]").click()
    write(page, "Bien vu.")
    saying(page, "Bien vu.").wait_for()
    assert (
        place.locator("xpath=ancestor::div[contains(@class,'thread')]").get_by_text("Bien vu.").is_visible()
    )

    useful = place.locator("a[data-act=useful]")
    for pressed in ("true", "false", "true"):
        useful.click()
        page.locator(f"#{other.get_attribute('id')} a[data-act=useful][aria-pressed={pressed}]").wait_for()
    follow = page.locator("a[data-act=follow][aria-pressed=false]").first
    number = follow.get_attribute("data-thread")
    follow.click()
    page.locator(f"a[data-act=follow][data-thread='{number}'][aria-pressed=true]").wait_for()

    place.locator("a[data-act=report]").click()
    page.locator(".panel [name=reason]").first.check()
    page.locator(".panel [type=submit]").click()
    place.get_by_role("status").wait_for()

    saying(page, "très contentes").locator("a[data-act=withdraw]").click()
    page.locator(".panel [type=submit]").click()
    page.locator(".empty-place").first.wait_for()
    expect(saying(page, "très contentes")).to_have_count(0)
    assert page.evaluate("window.isStill")

    # Another browser of hers finds the same.
    page.reload()
    page.locator(f"#{other.get_attribute('id')} a[data-act=useful][aria-pressed=true]").wait_for()
    page.locator(f"a[data-act=follow][data-thread='{number}'][aria-pressed=true]").wait_for()


def test_by_the_keyboard_alone(window: Callable[..., "Page"]) -> None:
    page = window("Oumou", reduced_motion="reduce")
    page.locator("a[data-act=useful][aria-pressed]").first.wait_for()
    focused = "document.activeElement"

    page.locator("article.contribution h3 a").first.focus()
    ids = page.eval_on_selector_all(
        "article.contribution", "all => all.filter(one => one.getClientRects().length).map(one => one.id)"
    )
    for key, expected in (("j", ids[1]), ("j", ids[2]), ("k", ids[1])):
        page.keyboard.press(key)
        assert page.evaluate(f"{focused}.id") == expected

    # A vote, by the space bar; a form, opened, left and opened again.
    page.locator("a[data-act=useful][aria-pressed=false]").first.focus()
    page.keyboard.press(" ")
    page.locator("a[data-act=useful][aria-pressed=true]").first.wait_for()
    page.locator("a[data-act=answer]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".panel textarea").wait_for()
    assert page.evaluate(f"{focused}.tagName") == "TEXTAREA"
    page.keyboard.type("jjj kkk")
    expect(page.locator(".panel textarea")).to_have_value("jjj kkk")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    assert page.evaluate(f"{focused}.dataset.act") == "answer"
    page.keyboard.press("Enter")
    page.locator(".panel textarea").wait_for()
    expect(page.locator(".panel textarea")).to_have_value("jjj kkk")
    page.locator(".panel .notice button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel textarea")).to_have_value("")
    page.keyboard.type("Au clavier, sans souris.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    saying(page, "Au clavier").wait_for()
    assert "Au clavier" in page.evaluate(f"{focused}.innerText")


def test_a_lost_connection_loses_nothing_and_sends_nothing_twice(
    talk: Talking, window: Callable[..., "Page"]
) -> None:
    text = "Le réseau tombe toujours au marché."
    page = window("Bakary")
    page.locator("a[data-act=write]").click()
    page.locator(".panel textarea").fill(text)
    page.context.set_offline(True)

    page.locator(".panel [type=submit]").click()
    page.locator(".panel .told").wait_for()
    expect(page.locator(".panel textarea")).to_have_value(text)
    # The page is closed and opened again later: the text is there.
    page.context.set_offline(False)
    page.reload()
    page.locator("a[data-act=write]").click()
    page.locator(".panel textarea").wait_for()
    expect(page.locator(".panel textarea")).to_have_value(text)

    # This time it arrives, and only the answer is lost.
    lost = 0

    def lose_the_answer(route: "Route") -> None:
        nonlocal lost
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost += 1
        route.fetch()
        return route.abort()

    page.route(re.compile("/contributions/"), lose_the_answer)
    page.locator(".panel [type=submit]").click()
    page.locator(".panel .told").wait_for()
    page.locator(".panel [type=submit]").click()
    saying(page, text).wait_for()

    assert lost == 1
    assert talk.count(text) == 1
    page.locator("a[data-act=write]").click()
    page.locator(".panel textarea").wait_for()
    expect(page.locator(".panel textarea")).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_posts_once(talk: Talking, window: Callable[..., "Page"], scripts: bool) -> None:
    text = f"Deux clics valent un seul, {scripts}."
    page = window("Bakary", java_script_enabled=scripts)
    page.locator("a[data-act=write]").click()
    page.locator("main textarea").fill(text)

    page.locator("main form:has(textarea) [type=submit]").dblclick()

    saying(page, text).first.wait_for()
    assert talk.count(text) == 1


def test_what_is_refused_is_explained_and_the_text_stays(window: Callable[..., "Page"]) -> None:
    page = window("Kadia")
    page.locator("a[data-act=write]").click()

    write(page, "x" * 2001)

    page.locator(".panel").get_by_role("alert").wait_for()
    assert len(page.locator(".panel textarea").input_value()) == 2001
    assert page.locator(".panel .left").inner_text()


def test_what_others_write_is_announced_and_shown_in_its_place(
    room: Room, window: Callable[..., "Page"]
) -> None:
    reader, writer = window("Oumou", viewport={"width": 1280, "height": 400}), window("Kadia")
    reader.clock.install()
    reader.goto(room.room)
    reader.locator("a[data-act=useful][aria-pressed]").first.wait_for()
    writer.locator("a[data-act=write]").click()
    write(writer, "Nouvelle de l’allée rouge : les bâches sont arrivées.")
    saying(writer, "bâches").wait_for()
    writer.goto(room.room)
    reload_until_it_says(writer, "bâches")  # printed, for the reader too
    before = reader.locator("article.contribution").nth(2).get_attribute("id")
    reader.evaluate(f"document.getElementById('{before}').scrollIntoView({{behavior: 'instant'}})")
    assert reader.evaluate("scrollY") > 0
    top = f"document.getElementById('{before}').getBoundingClientRect().top"
    place = reader.evaluate(top)

    reader.clock.fast_forward(31_000)
    button = reader.locator(".live button")
    button.wait_for()
    assert reader.locator(".live").get_attribute("role") == "status"
    expect(saying(reader, "bâches")).to_have_count(0)
    button.click()

    saying(reader, "bâches").wait_for()
    assert abs(reader.evaluate(top) - place) < 2


def test_whom_she_mutes_is_folded_away(room: Room, window: Callable[..., "Page"]) -> None:
    writer, reader = window("Moussa"), window("Oumou")
    writer.locator("a[data-act=write]").click()
    write(writer, "Personne ne me fera taire.")
    saying(writer, "me fera taire").wait_for()
    reload_until_it_says(reader, "me fera taire")

    saying(reader, "me fera taire").locator("h3 a").click()
    expect(reader.locator("h1")).to_have_text("Moussa")
    expect(saying(reader, "me fera taire")).to_have_count(1)
    reader.locator("main .choice a").click()
    reader.locator("main form [type=submit]").click()
    reader.goto(room.room)
    reader.locator("details.muted").first.wait_for()

    expect(saying(reader, "me fera taire").first).to_be_hidden()
    reader.locator("details.muted summary").first.click()
    expect(saying(reader, "me fera taire").first).to_be_visible()


def test_what_is_new_since_the_last_visit_is_marked(
    talk: Talking, room: Room, window: Callable[..., "Page"]
) -> None:
    writer, reader = window("Kadia"), window("Bakary")
    reader.wait_for_load_state("networkidle")  # her first visit
    age_the_visit(talk)
    writer.locator("a[data-act=write]").click()
    write(writer, "Du nouveau depuis hier soir.")
    saying(writer, "Du nouveau").wait_for()

    reload_until_it_says(reader, "Du nouveau")

    saying(reader, "Du nouveau").locator(".badge.new").wait_for()
    reader.goto(room.mine)
    expect(reader.locator("ul.fresh").get_by_text("Du nouveau depuis hier soir")).to_be_visible()


def age_the_visit(talk: Talking) -> None:
    """Let the visits that were made be of yesterday."""
    ask(talk.served.home, "UPDATE discussion_visit SET seen_at = datetime(seen_at, '-1 day')")
