"""deploy/nginx.conf in a real nginx, before a real `rotative serve`: it says what the edge says, and nothing more."""

import gzip
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from rotative.press.edge.passes import issue
from tests.deploy.front import CONFIGURATION, Nginx, nginx_before
from tests.running import ARTICLE, Answer, Served, Site, reading, wait_for

SECRET = "a-secret-of-this-paper-alone-0123456789"
PAGES = ["/", "/politique/", ARTICLE, "/en/", "/auteurs/", "/feed.xml", "/en/feed.xml", "/sitemap.xml"]
PAGES += ["/sitemap-pages.xml", "/robots.txt", "/favicon.svg"]
# Each server has its own: of its connection, of its clock, and of what tells two printings apart.
A_SECOND = 1.5  # and a little for the answer
THEIR_OWN = {"date", "server", "connection", "etag", "last-modified", "accept-ranges", "transfer-encoding"}


@dataclass
class Paper:
    """A newspaper, its server and the nginx before it."""

    site: Site
    served: Served
    nginx: Nginx

    def page_file(self, path: str) -> Path:
        """The file of a page in the store."""
        return self.site.home / "pages" / "public" / f"{path.lstrip('/')}index.html"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A newspaper behind nginx, everything printed."""
    site = Site(tmp_path_factory.mktemp("paper"), {"SECRET_KEY": SECRET})
    site.fill()
    site.run("press", "print", *PAGES)
    with site.serving("--workers", "1") as served:
        port = int(served.address.rpartition(":")[2])
        with nginx_before(site.home, port, tmp_path_factory.mktemp("nginx")) as nginx:
            yield Paper(site, served, nginx)


def asked_rotative(answer: Answer) -> bool:
    """Whether an answer went through Rotative: its tags are digests, nginx's are dates and sizes."""
    return len(answer.headers.get("etag", "").strip('"').partition("-")[0]) == 20


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("encoding", ["", "gzip", "br", "br;q=0, gzip;q=0.5", "identity"])
def test_a_page_is_handed_out_as_the_edge_does_header_by_header(
    paper: Paper, path: str, encoding: str
) -> None:
    edge, front = (server.get(path, Accept_Encoding=encoding) for server in (paper.served, paper.nginx))

    assert not asked_rotative(front)
    assert (front.status, front.body) == (edge.status, edge.body) == (200, front.body)
    policies = [dict(_directives(answer)) for answer in (edge, front)]
    for policy in policies:
        policy.pop("style-src")
    assert policies[0] == policies[1]
    names = THEIR_OWN | {"content-security-policy"}
    assert {n: v for n, v in front.headers.items() if n not in names} == {
        n: v for n, v in edge.headers.items() if n not in names
    }


def _directives(answer: Answer) -> Iterator[tuple[str, str]]:
    for directive in answer.headers["content-security-policy"].split("; "):
        name, _space, values = directive.partition(" ")
        yield name, values


def test_what_nginx_lets_in_the_page_itself_forbids(paper: Paper) -> None:
    edge, front = paper.served.get("/"), paper.nginx.get("/")

    allowed = dict(_directives(edge))["style-src"].split()
    assert dict(_directives(front))["style-src"] == "'unsafe-inline'"
    own = re.search(
        r'<meta http-equiv="Content-Security-Policy" content="style-src ([^"]+)"><style>', front.text
    )
    assert own is not None
    assert own[1] in allowed


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_each_encoding_is_known_again_by_its_own_tag(paper: Paper, encoding: str) -> None:
    first = paper.nginx.get(ARTICLE, Accept_Encoding=encoding)
    plain = {"gzip": gzip.decompress, "br": brotli.decompress}.get(encoding, bytes)(first.body)
    assert plain.decode() == paper.served.get(ARTICLE).text

    known = paper.nginx.get(ARTICLE, Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
    dated = paper.nginx.get(
        ARTICLE, Accept_Encoding=encoding, If_Modified_Since=first.headers["last-modified"]
    )

    for answer in (known, dated):
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
        assert answer.headers["cache-control"] == first.headers["cache-control"]
        assert answer.headers["vary"] == "Accept-Encoding"
    tags = {paper.nginx.get(ARTICLE, Accept_Encoding=e).headers["etag"] for e in ("identity", "gzip", "br")}
    assert len(tags) == 3


def test_head_is_a_page_without_its_body(paper: Paper) -> None:
    whole, head = paper.nginx.get(ARTICLE), paper.nginx.get(ARTICLE, "HEAD")

    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_tracking_parameters_fall_away_and_others_are_asked_for(paper: Paper) -> None:
    for query in ("?utm_source=lettre", "?fbclid=a%20b&utm_medium=x", "?&utm_source=", "?"):
        assert not asked_rotative(paper.nginx.get(f"/politique/{query}")), query
    for query in (
        "?avant=1750757580000000-3",
        "?utm_source=x&page=2",
        "?utmsource=x",
        "?x&fbclid=1",
    ):
        found = paper.nginx.get(f"/politique/{query}")
        assert found.status == 200, query
        assert found.headers["last-modified" if asked_rotative(found) else "content-language"], query
        assert not _is_nginx_own(found), query


def _is_nginx_own(answer: Answer) -> bool:
    return "'unsafe-inline'" in answer.headers.get("content-security-policy", "'unsafe-inline'")


TRICKS = [
    "/index.html",
    "/politique/index.html",
    "/politique/index.html.meta",
    "/politique/index.html.gz",
    "/politique/.index.html",
    "/feed.xml.meta",
    "/feed.xml.br",
    "/.env",
    "/.hidden/",
    "/../secret.key",
    "/politique/../../../secret.key",
    "/..%2fsecret.key",
    "/%2e%2e/secret.key",
    "/politique%2f",
    "/politique%2Fle-bac-repart/",
    "/%70olitique/%00",
    "/politique/%00/",
    "/politique/\\..\\",
    "//politique/",
    "/politique//",
    "/politique/./",
    "/POLITIQUE/",
    "/Politique/le-bac-repart/",
    "/static/../secret.key",
    "/static/.collected-from",
    "/static/..%2fsecret.key",
    "/media/photos/r/../../../secret.key",
    "/media/photos/r/.hidden",
    "/media/photos/original.jpg",
    "/pages/public/index.html",
    "/secret.key",
    "/rotative.sqlite3",
    f"/{'a' * 300}/",
    f"/{'a/' * 450}",
    f"/{'a' * 7000}/",
    "/503.notice/",
    "/404.notice/",
    "/avant=1-1/",
]


@pytest.mark.parametrize("path", TRICKS)
def test_tricks_with_paths_lead_nowhere(paper: Paper, path: str) -> None:
    answer = paper.nginx.get(path)

    assert SECRET.encode() not in answer.body
    assert (paper.site.home / "secret.key").exists() is False
    if answer.status == 200:
        # What is written otherwise and still a page is Rotative's to answer, as it answers without nginx.
        assert not _is_nginx_own(answer)
        assert answer.body == paper.served.get(path).body
    else:
        assert answer.status in (301, 302, 400, 404, 414), answer


def test_what_is_not_there_is_the_papers_own_page(paper: Paper) -> None:
    missing = paper.nginx.get("/politique/rien/")

    assert missing.status == 404
    assert "Page introuvable" in missing.text


def test_a_reader_with_a_pass_is_sent_to_the_edge(paper: Paper) -> None:
    token = issue(f"rotative pass {SECRET}".encode(), "subscribers", time.time() + 600)
    for cookie in (f"pass={token}", f"a=b; pass={token}", f"a=b;pass={token}; c=d", "pass=garbage", "pass="):
        assert asked_rotative(paper.nginx.get("/politique/", Cookie=cookie)), cookie
    for cookie in ("compass=north", "a=pass=b", "passe=partout", ""):
        assert not asked_rotative(paper.nginx.get("/politique/", Cookie=cookie)), cookie


def test_a_page_with_a_subscribers_copy_is_the_edges_alone(paper: Paper) -> None:
    made = """
import django; django.setup()
from rotative.press.shelf import page_store
from dataclasses import replace
entry = page_store().get("public", "/politique/")
entry = replace(entry, address="/reserve/", audiences=("subscribers",))
page_store().put("public", entry)
"""
    paper.site.run_python(made)

    answer = paper.nginx.get("/reserve/")

    assert asked_rotative(answer)
    assert answer.headers["vary"] == "Accept-Encoding, Cookie"


def test_what_is_withdrawn_or_printed_again_is_so_within_a_second(paper: Paper) -> None:
    for _time in range(5):
        assert not asked_rotative(paper.nginx.get("/en/culture/the-ferry-is-back/"))

    paper.site.run_python(
        "import django; django.setup()\n"
        "from rotative.articles.models import Article\n"
        "Article.objects.get(slug='the-ferry-is-back').unpublish()"
    )
    assert not paper.page_file("/en/culture/the-ferry-is-back/").exists()
    assert wait_for(lambda: paper.nginx.get("/en/culture/the-ferry-is-back/").status == 404, A_SECOND)

    paper.site.run_python(
        "import django; django.setup()\n"
        "from rotative.articles.models import Article\n"
        "article = Article.objects.get(slug='the-ferry-is-back')\n"
        "article.title = 'The ferry is back for good'\n"
        "article.save_revision().publish()"
    )
    found = paper.nginx.get("/en/culture/the-ferry-is-back/")
    assert "The ferry is back for good" in found.text

    paper.site.run_python(
        "import django; django.setup()\n"
        "from rotative.articles.models import Article\n"
        "article = Article.objects.get(slug='the-ferry-is-back')\n"
        "article.title = 'The ferry is back'\n"
        "article.save_revision().publish()"
    )
    assert wait_for(
        lambda: "for good" not in paper.nginx.get("/en/culture/the-ferry-is-back/").text, A_SECOND
    )


def test_stylesheets_and_renditions_keep_for_ever_and_nothing_else_is_handed_out(paper: Paper) -> None:
    rendition = paper.site.home / "media" / "photos" / "r" / "bac.0a1b2c.jpg"
    rendition.parent.mkdir(parents=True)
    rendition.write_bytes(b"\xff\xd8 a photo")
    original = paper.site.home / "media" / "photos" / "original.jpg"
    original.write_bytes(b"\xff\xd8 with coordinates")
    script = next((paper.site.home / "static" / "rotative").glob("editor.*.js"))

    for path in (
        "/media/photos/r/bac.0a1b2c.jpg",
        f"/static/rotative/{script.name}",
        "/static/rotative/editor.js",
    ):
        edge, front = (
            paper.served.get(path, Accept_Encoding="br"),
            paper.nginx.get(path, Accept_Encoding="br"),
        )
        names = THEIR_OWN | {"accept-ranges"}
        assert front.status == 200, path
        assert front.body == edge.body
        assert {n: v for n, v in front.headers.items() if n not in names} == {
            n: v for n, v in edge.headers.items() if n not in names
        }, path
    assert "immutable" in paper.nginx.get(f"/static/rotative/{script.name}").headers["cache-control"]
    assert paper.nginx.get("/media/photos/original.jpg").status == 404
    assert paper.nginx.get("/static/rotative/nothing.js").status in (301, 404)


def test_what_is_typed_reaches_rotative_and_guessing_is_slowed(paper: Paper) -> None:
    assert paper.nginx.get("/redaction/").status == 302
    assert "bac" in paper.nginx.get("/recherche/?q=bac").text
    form = paper.nginx.get("/redaction/login/", "POST", b"username=a&password=b")
    assert form.status == 403  # without Django's token

    guesses = [paper.nginx.get("/redaction/login/").status for _ in range(40)]

    assert guesses[0] == 200
    assert guesses[-1] == 429
    assert paper.nginx.get("/").status == 200


def test_readers_notice_nothing_of_a_restart(paper: Paper, tmp_path: Path) -> None:
    """What is printed is read on, all else says that it is away, and nobody sees an error of nginx's own."""
    with paper.site.serving("--workers", "1") as served:
        port = served.address.rpartition(":")[2]
        with (
            nginx_before(paper.site.home, int(port), tmp_path) as nginx,
            reading(nginx.get, "/", ARTICLE, "/feed.xml") as seen,
        ):
            served.end()
            for path, said in (
                ("/recherche/?q=x", "Indisponible"),
                ("/en/search/", "Not available just now"),
            ):
                away = nginx.get(path)
                assert (away.status, away.headers["retry-after"]) == (503, "30")
                assert away.headers["cache-control"] == "no-store"
                assert said in away.text
            assert nginx.get("/redaction/login/", "POST", b"a=b").status == 503

            again = Served(served.address, paper.site.start("serve", "--port", port, "--workers", "1"))
            try:
                assert wait_for(lambda: nginx.get("/recherche/?q=bac").status == 200)
            finally:
                again.end()

    assert set(seen) == {200}, seen


def test_the_parameters_that_fall_away_are_those_of_the_edge() -> None:
    from rotative.press import addresses

    tracking = addresses._TRACKING.pattern.removesuffix(r"\Z")
    segment = addresses._SEGMENT
    configuration = CONFIGURATION.read_text(encoding="utf-8")

    assert tracking in configuration
    assert f"/(?:{segment}/)*(?:{segment}\\.(?:xml|txt|svg|json))?\\?(?:&|{tracking}" in configuration
