"""Pages by example: words are set across tags, and tags stay; “~” is U+00A0 and “_” is U+202F."""

import time

import pytest

from rotative.typography import typeset_html

PAGES = {
    "quotation over a link and bold": (
        '<p>Il dit: "<a href="/a?b=1;c">Nous <b>irons</b></a>"!</p>',
        '<p>Il dit~: «_<a href="/a?b=1;c">Nous <b>irons</b></a>_»_!</p>',
    ),
    "opens in one element, closes in another": ('<b>"mot</b> et <i>mot"</i>', "<b>«_mot</b> et <i>mot_»</i>"),
    "guillemets around bold": ("« <b>mot</b> »", "«_<b>mot</b>_»"),
    "guillemets inside bold": ("<b>«mot»</b>", "<b>«_mot_»</b>"),
    "mark in the next element": ("<b>Mali</b>: oui<i>!</i>", "<b>Mali</b>~: oui<i>_!</i>"),
    "mark after a space in bold": ("<b>Mali </b>: oui", "<b>Mali~</b>: oui"),
    "elision at a seam": ("<i>L</i>'<b>école</b>", "<i>L</i>’<b>école</b>"),
    "aside at a seam": ("Awa - <i>la doyenne</i> - préside", "Awa –~<i>la doyenne</i>~– préside"),
    "ellipsis at a seam": ("<b>Oui</b>...<i>non</i>", "<b>Oui</b>…<i>non</i>"),
    "ordinal in superior letters": ("1<sup>er</sup> juin", "1<sup>er</sup>~juin"),
    "references are read": (
        "L&#39;eau&nbsp;: &quot;x&quot; &amp; &lt;y&gt;",
        "L’eau~: «_x_» &amp; &lt;y&gt;",
    ),
    "references that stay keep their spelling": (
        "&eacute;t&#233; &amp; R&D&nbsp;x",
        "&eacute;t&#233; &amp; R&D&nbsp;x",
    ),
    "code is a word": ('un <code>a "b" :</code>: oui', 'un <code>a "b" :</code>~: oui'),
    "nested code": ("<code>a<code>'</code>'</code>'<b>b</b>'", "<code>a<code>'</code>'</code>’<b>b</b>’"),
    "preformatted text": (
        "<pre>\"a\" : <b>'b'</b></pre><p>c!</p>",
        "<pre>\"a\" : <b>'b'</b></pre><p>c_!</p>",
    ),
    "scripts and styles": (
        '<script>a="b" ;</script><style>a:b;</style>oui!',
        '<script>a="b" ;</script><style>a:b;</style>oui_!',
    ),
    "a script with tags in it": ('<script>"<script>!"</script>oui!', '<script>"<script>!"</script>oui_!'),
    "text fields": ('<textarea>"a" !</textarea>', '<textarea>"a" !</textarea>'),
    "comments": ('oui<!-- "a" ! <p> -->!', 'oui<!-- "a" ! <p> -->_!'),
    "attributes with a bracket": ('<a title="a > \'b\' !">"c"</a>', "<a title=\"a > 'b' !\">«_c_»</a>"),
    "line break": ('un<br>"deux"<br/>- trois', "un<br>«_deux_»<br/>–~trois"),
    "each paragraph on its own": (
        '<p>« un</p><p>"deux"</p>\n<p>trois »</p>',
        "<p>«_un</p><p>«_deux_»</p>\n<p>trois_»</p>",
    ),
    "nested quotation over elements": ('"Le <i>"mot"</i> juste"', "«_Le <i>“mot”</i> juste_»"),
    "address as text": (
        "<a href='http://a.ml/?b'>http://a.ml/?b;c</a>!",
        "<a href='http://a.ml/?b'>http://a.ml/?b;c</a>_!",
    ),
    "blanks between blocks": (
        "<div>\n  <p>a</p>\n\n  <p>b</p>\n</div>\n",
        "<div>\n  <p>a</p>\n\n  <p>b</p>\n</div>\n",
    ),
    "a lone bracket": ("3 < 5 : <b>oui</b>", "3 < 5~: <b>oui</b>"),
    "a tag never closed": ('oui! <a href="', 'oui_! <a href="'),
    "upper case": ('<P>"a"</P><CODE>"b"</CODE>', '<P>«_a_»</P><CODE>"b"</CODE>'),
}


@pytest.mark.parametrize(("typed", "printed"), PAGES.values(), ids=PAGES)
def test_words_are_set_and_markup_stays(typed: str, printed: str) -> None:
    assert typeset_html(typed).replace("\u00a0", "~").replace("\u202f", "_") == printed


def test_english_pages_are_set_in_english() -> None:
    assert typeset_html('<p>"It<b>\'s</b>" !</p>', "en") == "<p>“It<b>’s</b>”!</p>"


def test_a_quotation_over_three_paragraphs_upsets_none_of_them() -> None:
    page = '<p>Il dit: «Nous signons.</p><p>Un "mot".</p><p>Soyez là», puis "merci".</p>'

    assert typeset_html(page).replace("\u00a0", "~").replace("\u202f", "_") == (
        "<p>Il dit~: «_Nous signons.</p><p>Un «_mot_».</p><p>Soyez là_», puis «_merci_».</p>"
    )


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        " ",
        "\u00a0 ",
        ".",
        ". ",
        '<a "',
        "&",
        "!?;:",
        "1 000 ",
        "- ",
        "a@",
        "http://(",
        "'",
        "J.-",
        "« ",
        "<!--",
    ],
)
def test_no_input_makes_the_typographer_think_for_long(piece: str) -> None:
    started = time.process_time()

    typeset_html(piece * (8000 // len(piece)))

    assert time.process_time() - started < 2
