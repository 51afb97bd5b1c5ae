"""Photos and stylesheets go out as files, for ever; nothing else of the disk does."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from rotative.press.edge.files import FileReply, Folder

Header = Callable[[str], str | None]


def asking(**headers: str) -> Header:
    return {name.replace("_", "-"): value for name, value in headers.items()}.get


@pytest.fixture
def photos(tmp_path: Path) -> Folder:
    """A folder with one photo, beside something that is nobody's business."""
    (tmp_path / "secret.key").write_text("clef", encoding="ascii")
    (tmp_path / "r" / "ab12").mkdir(parents=True)
    (tmp_path / "r" / "ab12" / "720x480.avif").write_bytes(bytes(range(100)))
    return Folder("/media/photos/r/", tmp_path / "r", immutable=True)


def answer(folder: Folder, path: str, method: str = "GET", **headers: str) -> FileReply:
    found = folder.answer(method, path, asking(**headers), [("x-content-type-options", "nosniff")])
    assert found is not None
    return found


def test_a_photo_goes_out_for_ever(photos: Folder) -> None:
    reply = answer(photos, "/media/photos/r/ab12/720x480.avif")
    headers = dict(reply.headers)

    assert (reply.status, reply.end) == (200, None)
    assert reply.path is not None
    assert Path(reply.path).read_bytes() == bytes(range(100))
    assert headers["content-type"] == "image/avif"
    assert "immutable" in headers["cache-control"]
    assert headers["content-length"] == "100"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_what_the_reader_has_is_not_sent_again(photos: Folder) -> None:
    headers = dict(answer(photos, "/media/photos/r/ab12/720x480.avif").headers)

    for condition in ({"if_none_match": headers["etag"]}, {"if_modified_since": headers["last-modified"]}):
        again = answer(photos, "/media/photos/r/ab12/720x480.avif", **condition)
        assert (again.status, again.path) == (304, None)


@pytest.mark.parametrize(
    ("wanted", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=90-", 206, 90, 100),
        ("bytes=90-500", 206, 90, 100),
        ("bytes=-10", 206, 90, 100),
        ("bytes=-500", 206, 0, 100),
        ("bytes=0-0", 206, 0, 1),
        ("bytes=100-", 416, 0, None),
        ("bytes=-0", 416, 0, None),
        ("bytes=9-3", 200, 0, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("lignes=1-2", 200, 0, None),
        ("bytes=-", 200, 0, None),
    ],
)
def test_one_range_is_sent_and_several_are_the_whole(
    photos: Folder, wanted: str, status: int, start: int, end: int | None
) -> None:
    reply = answer(photos, "/media/photos/r/ab12/720x480.avif", range=wanted)

    assert (reply.status, reply.start, reply.end) == (status, start, end)
    if status == 206:
        assert end is not None
        assert dict(reply.headers)["content-range"] == f"bytes {start}-{end - 1}/100"
        assert dict(reply.headers)["content-length"] == str(end - start)


@pytest.mark.parametrize(
    "path",
    [
        "/media/photos/r/",
        "/media/photos/r/ab12",
        "/media/photos/r/ab12/",
        "/media/photos/r/../secret.key",
        "/media/photos/r/ab12/../../secret.key",
        "/media/photos/r/%2e%2e/secret.key",
        "/media/photos/r//etc/passwd",
        "/media/photos/r/.hidden",
        "/media/photos/r/ab12/720x480.avif\0",
        "/media/photos/originals/x.jpg",
        "/static/x.css",
    ],
)
def test_nothing_else_goes_out(photos: Folder, path: str) -> None:
    assert photos.answer("GET", path, asking(), []) is None
    assert photos.answer("POST", "/media/photos/r/ab12/720x480.avif", asking(), []) is None


def test_a_stylesheet_goes_out_compressed_and_for_ever_if_its_name_says_so(tmp_path: Path) -> None:
    for name in ("editor.js", "editor.0123456789ab.js"):
        (tmp_path / name).write_bytes(b"var a=1;" * 100)
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(b"var a=1;" * 100))
    static = Folder("/static/", tmp_path, immutable=False)

    plain, hashed = (
        answer(static, f"/static/{name}", accept_encoding="gzip")
        for name in ("editor.js", "editor.0123456789ab.js")
    )

    assert dict(plain.headers)["content-encoding"] == "gzip"
    assert dict(plain.headers)["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" not in dict(plain.headers)["cache-control"]
    assert "immutable" in dict(hashed.headers)["cache-control"]
    assert dict(answer(static, "/static/editor.js").headers)["etag"] != dict(plain.headers)["etag"]
