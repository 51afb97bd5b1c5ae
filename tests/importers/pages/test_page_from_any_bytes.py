"""Whatever the bytes, the importer gives a page or a refusal, and soon."""

import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rotative.importers.pages import PageRefused, ParsedPage, read_page

from .conftest import Save

LINES = st.sampled_from(
    [
        "Publié le 4 mars 2025 à 08:05",
        "Publié le 99 mars 2025",
        "Par Awa Koné",
        "Lire aussi : Le pont est sûr",
        "Lire aussi",
        "Les articles de l’auteur",
        "L’espace des contributions est réservé aux abonnés.",
        "Le pont de Sikasso porte de nouveau deux camions à la fois, dit le maire.",
        "« ",
        " : ",
        "",
        "1. Un",
        "• Deux",
    ]
)
MARKUP = st.sampled_from(
    [
        "<html>",
        "<body>",
        "<article>",
        "<h2>Lire aussi</h2>",
        "<h3><a href='/pont'>Routes : Le pont</a></h3>",
        "<section class='author-articles'>",
        "<p class='byline'>Envoyée spéciale<br>Awa DIARRA</p>",
        "<time datetime='2025-13-45'>30 février 2025</time>",
        "<p>",
        "</p>",
        "<div class='comments'>",
        "<h1>Le pont est sûr</h1>",
        "<figure><img src='//[' title='x'>",
        "<figcaption>",
        "<a href='http://[::1'>",
        "<ul><li>",
        "<table><tr><td>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<meta property='article:published_time' content='2025-03-04'>",
        "<script type='application/ld+json'>",
        '{"@type": "NewsArticle", "author": [[{"name": 3}]], "image": {"@id": []}, "headline": {}}',
        "</script>",
        "&#0;&#xD800;&bogus;",
        "Le pont de Sikasso porte de nouveau deux camions à la fois, dit le maire. ",
    ]
)
CONTENT = st.one_of(
    st.binary(max_size=2000),
    st.text(max_size=500).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=40).map(
        lambda lines: "\n".join(lines).encode("utf-8")
    ),
    st.lists(st.one_of(MARKUP, st.text(max_size=20)), max_size=40)
    .map(lambda tags: "<html>" + "".join(tags))
    .map(str.encode),
)


@settings(
    max_examples=150,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=CONTENT)
@example(b"\t\xef\xbb\xbf")
def test_any_bytes_make_a_page_or_a_refusal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page"
    path.write_bytes(content)

    result: ParsedPage | PageRefused
    try:
        result = read_page(path)
    except PageRefused as refused:
        result = refused

    if isinstance(result, ParsedPage):
        assert result.headline.strip()
        assert result.blocks
    else:
        assert "\n" not in str(result)


def test_large_and_hostile_pages_take_seconds_at_most(save: Save) -> None:
    hostile = [
        "-" * 3_000_000,
        "Un titre\n\nPublié le 4 mars 2025\n\n" + " .".join(["« mot »"] * 300_000),
        "<!---->" * 200_000,
        "<html><body>" + "<div>" * 100_000 + "texte",
        "<html><body><article>" + "<p><b><i><a href='#'>" * 5_000,
        "Un titre\n\nPublié le 4 mars 2025\n\n" + "Lire aussi : Le pont\n\n" * 2_400,
        "<html><body>" + "<div>Lire aussi<b>Lire aussi</b></div>" * 3_000,
        "<html><body>" + "<p>Publié <time>3 mars 2025</time></p>" * 10_000,
        "<html><body>" + "<div>" * 200 + "<i></i>" * 30_000,
        "<html><body>" + "<div class='related'><a href='/pont'>Le pont est très sûr</a>" * 5_000,
        "<html><body><section><h2>Lire aussi</h2>"
        + "<h3><a href='/pont'>Le pont</a></h3><p>Oui.</p>" * 4_000,
    ]
    for content in hostile:
        path, start = save(content), time.process_time()

        with suppress(PageRefused):
            read_page(path)

        # A second or two of a processor; going back over what was read, it would be minutes.
        assert time.process_time() - start < 30, content[:40]
