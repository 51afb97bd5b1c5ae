"""An address leads to one file of the store and never out of it."""

from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rotative.press.addresses import canonical, file_of

SEGMENTS = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,20}\Z")
paths = st.lists(SEGMENTS, max_size=5).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))
PIECES = [
    "/",
    ".",
    "%",
    "\\",
    "~",
    ":",
    "=",
    "&",
    "?",
    "\0",
    " ",
    "a",
    "Z",
    "_",
    "-",
    "é",
    "\u202e",
    "\n",
    "..",
    "//",
    "%2f",
]
hostile = st.lists(st.sampled_from([*PIECES, "%2e", "index.html", "avant=1-2"]), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/culture/", "culture/index.html"),
        ("/culture/archives/2025/06/", "culture/archives/2025/06/index.html"),
        ("/culture/?avant=1750757580000000-42", "culture/avant=1750757580000000-42/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/feeds/author/3/fr.xml", "feeds/author/3/fr.xml"),
        ("/robots.txt", "robots.txt"),
        ("/favicon.svg", "favicon.svg"),
    ],
)
def test_a_page_stands_where_nginx_looks_for_it(address: str, file: str) -> None:
    assert file_of(address) == PurePosixPath(file)


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=lettre&utm_medium=email",
        "fbclid=IwAR0",
        "gclid=x&utm_campaign=",
        "mtm_campaign=a",
        "&&",
        "igsh=1",
    ],
)
def test_what_follows_readers_falls_away(query: str) -> None:
    assert canonical("/culture/", query) == "/culture/"
    assert canonical("/culture/", f"{query}&avant=5-7") == "/culture/?avant=5-7"


@pytest.mark.parametrize(
    "query", ["q=bac", "avant=", "avant=5", "avant=5-7&q=x", "avant=5-7&avant=5-8", "page=2", "a"]
)
def test_any_other_question_is_djangos(query: str) -> None:
    assert canonical("/culture/", query) is None


@pytest.mark.parametrize(
    "path",
    [
        "", "culture/", "//", "/culture", "/culture//", "/../", "/a/../b/", "/./", "/.git/", "/.htaccess/", "/a/.b/",
        "/culture/index.html", "/feed.xml.gz", "/feed.xml.br", "/feed.xml.meta", "/a%2Fb/", "/a\\b/",
        "/a\0/", "/é/", "/a b/", "/x:y/", "/%2e%2e/", "/\u202e/", "/avant=5-7/", "/a/avant=5-7/", "/~root/", "/a\n/",
        "/culture/\n", f"/{'a' * 201}/", "/" + "a/" * 500, "/feed.html", "/feed.php", "/wp-login.php",
    ],
)  # fmt: skip
def test_what_is_not_written_like_an_address_is_none(path: str) -> None:
    assert canonical(path) is None
    with pytest.raises(ValueError, match="is no address"):
        file_of(path)


@given(paths | hostile.map(lambda tail: f"/{tail}"), st.just("") | st.just("avant=1-2") | hostile)
@example("/a/", "avant=1-2\n")
@example("/culture/\n", "")
def test_every_address_keeps_inside_the_store(path: str, query: str) -> None:
    address = canonical(path, query)
    if address is None:
        return

    file = file_of(address)

    assert not file.is_absolute()
    assert ".." not in file.parts
    assert not any(part.startswith(".") for part in file.parts)
    assert str(file).isascii()


@given(st.lists(paths, min_size=2, max_size=2, unique=True))
def test_two_addresses_are_two_files(two: list[str]) -> None:
    assert file_of(two[0]) != file_of(two[1])
