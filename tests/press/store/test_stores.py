"""What every store promises, over each kind of them: whole pages or none, whatever happens."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotative.press.store import Placed, Store
from tests.press.printed import page

PUBLIC = "public"
WORDS = st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace").decode())
MOMENTS = st.none() | st.floats(0, 4e9)


def test_a_page_comes_back_as_it_was_stored(store: Store) -> None:
    stored = page(
        keys=("article:1", "paper"),
        fragments=(Placed("onward", (1, "fr", None), 3, 9, ("article:2:teaser",)),),
        changes_at=1_760_000_000.5,
        own_changes_at=None,
        audiences=("subscribers",),
        edition=7,
    )

    store.put(PUBLIC, stored)

    assert store.get(PUBLIC, "/culture/") == stored
    assert stored.all_keys == {"article:1", "paper", "article:2:teaser"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    address=st.sampled_from(["/", "/culture/", "/culture/?avant=1-2", "/feed.xml", "/en/A_b-c.d/"]),
    text=st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace").decode()),
    status=st.sampled_from([200, 404]),
    edition=st.integers(0, 2**62),
    keys=st.lists(WORDS).map(tuple),
    moments=st.tuples(MOMENTS, MOMENTS),
    fragments=st.lists(
        st.builds(
            Placed,
            WORDS,
            st.tuples(st.integers() | WORDS | st.none() | st.booleans()),
            st.integers(0, 9),
            st.integers(10, 99),
            st.lists(WORDS).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)
def test_any_page_comes_back_in_place_of_any_other(
    store: Store,
    address: str,
    text: str,
    status: int,
    edition: int,
    keys: tuple[str, ...],
    moments: tuple[float | None, float | None],
    fragments: tuple[Placed, ...],
) -> None:
    changes_at, own_changes_at = moments
    stored = page(
        address,
        text=text,
        status=status,
        edition=edition,
        keys=keys,
        fragments=fragments,
        changes_at=changes_at,
        own_changes_at=own_changes_at,
    )

    store.put(PUBLIC, stored)

    assert store.get(PUBLIC, address) == stored


def test_what_is_too_short_to_compress_leaves_no_older_compressed_page(store: Store) -> None:
    store.put(PUBLIC, page())

    store.put(PUBLIC, page(text="court"))

    found = store.get(PUBLIC, "/culture/")
    assert found is not None
    assert found.bodies == {"": b"court"}


def test_audiences_and_addresses_are_apart(store: Store) -> None:
    assert store.audiences() == []
    for audience, address in (
        (PUBLIC, "/"),
        (PUBLIC, "/?avant=1-2"),
        ("subscribers", "/"),
        (PUBLIC, "/feed.xml"),
    ):
        store.put(audience, page(address, text=f"{audience} {address}"))

    assert sorted(store.addresses(PUBLIC)) == ["/", "/?avant=1-2", "/feed.xml"]
    assert sorted(store.addresses("subscribers")) == ["/"]
    assert list(store.addresses("staff")) == []
    assert store.audiences() == [PUBLIC, "subscribers"]
    store.remove(PUBLIC, "/")
    assert store.get(PUBLIC, "/") is None
    found = store.get("subscribers", "/")
    assert found is not None
    assert found.plain == b"subscribers /"


def test_all_addresses_of_a_large_paper_are_told_once(store: Store) -> None:
    addresses = {f"/culture/article-{n}/" for n in range(1_200)}
    for address in addresses:
        store.put(PUBLIC, page(address, text="court"))

    told = list(store.addresses(PUBLIC))

    assert len(told) == len(addresses)
    assert set(told) == addresses


def test_what_is_taken_out_leaves_nothing(store: Store) -> None:
    store.put(PUBLIC, page())

    store.remove(PUBLIC, "/culture/")
    store.remove(PUBLIC, "/culture/")
    store.remove(PUBLIC, "/jamais/imprimee/")

    assert store.get(PUBLIC, "/culture/") is None
    assert store.stamp(PUBLIC, "/culture/") is None
    assert list(store.addresses(PUBLIC)) == []


def test_each_printing_has_its_own_stamp(store: Store) -> None:
    seen = [store.stamp(PUBLIC, "/culture/")]
    for text in ("un", "deux", "deux"):
        store.put(PUBLIC, page(text=text))
        seen.append(store.stamp(PUBLIC, "/culture/"))
        assert store.stamp(PUBLIC, "/culture/") == seen[-1]
    store.put(PUBLIC, page("/"))
    assert store.stamp(PUBLIC, "/culture/") == seen[-1]
    store.remove(PUBLIC, "/culture/")
    seen.append(store.stamp(PUBLIC, "/culture/"))

    assert seen[0] is None
    assert seen[4] is None
    assert len(set(seen[1:4])) == 3


def test_a_watch_tells_as_long_as_its_printing_stands(store: Store) -> None:
    assert store.watch(PUBLIC, "/culture/") is None
    store.put(PUBLIC, page())
    first = store.watch(PUBLIC, "/culture/")
    assert first is not None
    assert [first(), first()] == [True, True]

    store.put(PUBLIC, page("/"))
    assert first()
    store.put(PUBLIC, page())
    assert not first()

    second = store.watch(PUBLIC, "/culture/")
    assert second is not None
    assert second()
    store.remove(PUBLIC, "/culture/")
    assert [first(), second()] == [False, False]


@pytest.mark.parametrize("address", ["", "culture/", "/../etc/passwd", "/culture/?q=x", "/a:b/", "/\x00/"])
def test_what_is_no_address_of_a_page_is_refused(store: Store, address: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        store.put(PUBLIC, page(address))
    for ask in (store.get, store.remove, store.stamp, store.watch):
        with pytest.raises(ValueError, match="no address"):
            ask(PUBLIC, address)


def test_readers_see_whole_pages_while_they_are_printed(store: Store) -> None:
    # Every third is too short to compress: what it replaces has bodies that it has not.
    texts = [letter * (5000 if n % 3 else 50) for n, letter in enumerate("abcdefghi")]
    printings = [page(text=text, edition=n) for n, text in enumerate(texts)]
    store.put(PUBLIC, printings[0])
    stop = threading.Event()

    def print_on() -> None:
        while not stop.is_set():
            for printing in printings:
                store.put(PUBLIC, printing)

    printer = threading.Thread(target=print_on)
    printer.start()
    try:
        seen = [store.get(PUBLIC, "/culture/") for _ in range(300)]
    finally:
        stop.set()
        printer.join()

    whole = [entry for entry in seen if entry is not None]
    assert all(entry in printings for entry in whole)
    assert len({entry.edition for entry in whole}) > 1
    assert len(whole) > 200  # a reader who met two printings at once asks Django
