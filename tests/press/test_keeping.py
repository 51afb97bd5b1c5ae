"""What renderings have in common is kept until it is touched, and never longer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY as KEY
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_VERSION as VERSION

from rotative.press.collecting import Collected, changes_at, collecting, depends_on
from rotative.press.fragments import fragment, is_kept, render_fragment, take_out
from rotative.press.keeping import Keeping, Kept, kept
from rotative.press.printing import catch_up
from rotative.press.touching import touch
from rotative.sections.models import SectionPage
from tests.factories import Newspaper
from tests.press.conftest import Press

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def entry(text: str, *keys: str, until: datetime | None = None) -> Kept:
    return Kept(text, Collected(keys=set(keys), changes_at=until))


def keeping() -> Keeping:
    made = Keeping()
    made.follow(1, set(), ())
    return made


def test_what_is_touched_is_forgotten_and_its_neighbour_is_not() -> None:
    kept_now = keeping()
    kept_now.put(("a", ()), entry("a", "x"), 1)
    kept_now.put(("b", ()), entry("b", "y"), 1)

    kept_now.follow(2, {"x"}, ())

    assert kept_now.get(("a", ()), NOW) is None
    assert kept_now.get(("b", ()), NOW) is not None


def test_what_was_touched_and_not_followed_is_forgotten_too() -> None:
    kept_now = keeping()
    kept_now.put(("a", ()), entry("a", "x"), 1)

    kept_now.follow(1, set(), ["x"])

    assert kept_now.get(("a", ()), NOW) is None


def test_without_notes_of_what_was_touched_everything_is_forgotten() -> None:
    kept_now = keeping()
    kept_now.put(("a", ()), entry("a", "x"), 1)

    kept_now.follow(9, None, ())

    assert kept_now.get(("a", ()), NOW) is None
    assert kept_now.size == 0


def test_what_was_begun_before_another_thread_caught_up_is_not_kept() -> None:
    kept_now = keeping()
    kept_now.follow(2, set(), ())

    kept_now.put(("a", ()), entry("a", "x"), 1)

    assert kept_now.get(("a", ()), NOW) is None


def test_what_tells_of_time_is_kept_until_then() -> None:
    kept_now = keeping()
    kept_now.put(("a", ()), entry("a", "x", until=NOW), 1)

    assert kept_now.get(("a", ()), NOW - timedelta(seconds=1)) is not None
    assert kept_now.get(("a", ()), NOW) is None


names = st.sampled_from([("a", ()), ("b", ()), ("c", (1,)), ("c", (2,))])


@given(st.lists(st.tuples(names, st.integers(0, 4000), st.sets(st.sampled_from("xyz"))), max_size=30))
def test_it_never_takes_more_room_than_it_has(
    entries: list[tuple[tuple[str, tuple[int, ...]], int, set[str]]],
) -> None:
    kept_now = keeping()
    kept_now.room = 9000

    for name, length, keys in entries:
        kept_now.put(name, entry("-" * length, *keys), 1)
        assert kept_now.size == sum(one.size for one in kept_now.kept.values()) <= 9000
        assert {name for some in kept_now.by_key.values() for name in some} <= kept_now.kept.keys()


calls: list[int] = []


@kept
def doubled(number: int) -> int:
    calls.append(number)
    depends_on(f"number:{number}")
    changes_at(NOW + timedelta(days=36_500))
    return number * 2


@pytest.mark.django_db
def test_a_function_is_remembered_while_the_press_renders(press: Press) -> None:
    calls.clear()
    catch_up()
    assert (doubled(1), doubled(1)) == (2, 2)
    assert calls == [1, 1]

    with collecting() as first:
        doubled(2)
    with collecting() as second:
        doubled(2)
    assert calls == [1, 1, 2]
    assert first.keys == second.keys == {"number:2"}
    assert second.changes_at == NOW + timedelta(days=36_500)

    touch("number:2")
    catch_up()
    with collecting():
        doubled(2)
    assert calls == [1, 1, 2, 2]


@fragment("test inner")
def _inner(number: int) -> str:
    depends_on(f"inner:{number}")
    return f"<i>{number}</i>"


@fragment("test outer")
def _outer(number: int) -> str:
    depends_on("outer")
    return f"<b>{render_fragment('test inner', number)}</b>"


@pytest.mark.django_db
def test_a_fragment_in_a_fragment_gives_it_its_keys(press: Press) -> None:
    catch_up()
    with collecting(page=True) as page:
        marked = f"<p>{render_fragment('test outer', 7)}</p>"
    body, placed = take_out(marked.encode(), page.parts or [])

    assert body == b"<p><b><i>7</i></b></p>"
    assert [(one.name, one.start, one.end, one.keys) for one in placed] == [
        ("test outer", 3, 18, ("inner:7", "outer"))
    ]
    assert page.keys == set()
    assert page.all_keys == {"inner:7", "outer"}
    with collecting():
        assert is_kept("test outer", 7)
        touch("inner:7")
        catch_up()
        assert not is_kept("test outer", 7)


@pytest.mark.django_db
def test_the_beginnings_of_addresses_are_read_again_when_others_have_changed_them(
    press: Press, newspaper: Newspaper
) -> None:
    catch_up()
    Site.get_site_root_paths()
    stale = cache.get(KEY, version=VERSION)
    assert stale
    newspaper.home.slug = "une"
    with press.at_work():
        newspaper.home.save_revision().publish()
    cache.set(KEY, stale, 3600, version=VERSION)  # as another process still has them

    assert SectionPage.objects.get(slug="politique").get_url() is None

    touch("paper")
    catch_up()

    assert SectionPage.objects.get(slug="politique").get_url() == "/politique/"
