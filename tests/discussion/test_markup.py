"""What a contribution may be written in, and that nothing else ever comes out of it."""

import html
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotative.discussion.cleaning import clean
from rotative.discussion.markup import LONGEST_SHOWN, links, plain, render, sanitised
from rotative.typography import typeset

PIECES = [
    *"*_>#`[]()!<&\"'\\~|-+=",
    "**",
    "> ",
    "> > > > ",
    "\n",
    "\n\n",
    " ",
    "    ",
    "mot",
    "École",
    "12",
    "https://a.example/b_*c*?d=1&e=2",
    "www.kabar.ml/une",
    "http://[::1",
    "https://",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://a.example/i.png)",
    "&lt;b&gt;",
    "&#x3c;",
    "\u202e",
    "\u200b",
    "👩\u200d🌾",
    "e\u0301",
    "\ufffc",
    "\x00",
    "1. ",
    "- ",
    "---",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80)
TAG = re.compile(r"<[^>]*>")
# Tags as they may stand, letter for letter.
ALLOWED = re.compile(
    r"</?(?:p|strong|em|blockquote)>|<br>|</a>|<a href=\"https?://[^\"<>]*\" rel=\"nofollow ugc noopener\">"
)
hard = settings(max_examples=200)


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def shown(markup: str) -> str:
    return html.unescape(TAG.sub("", markup))


@hard
@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_nothing_but_the_allowed_tags_comes_out_and_the_gate_has_nothing_to_take(
    text: str, language: str
) -> None:
    markup = render(text, language)

    assert sanitised(markup) == markup
    assert [tag for tag in TAG.findall(markup) if not ALLOWED.fullmatch(tag)] == []
    assert "<" not in TAG.sub("", markup)


@hard
@given(
    st.lists(st.sampled_from([piece for piece in PIECES if "://" not in piece and "www" not in piece])).map(
        "".join
    )
)
def test_every_letter_that_was_typed_is_shown_in_its_order(text: str) -> None:
    assert letters(shown(render(text))) == letters(clean(text))
    assert letters(plain(text)) == letters(clean(text))


@hard
@given(TEXTS)
def test_the_plain_text_keeps_every_letter_addresses_included(text: str) -> None:
    assert letters(plain(text)) == letters(clean(text))


@hard
@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert render(once) == render(text)
    once.encode()


@hard
@given(st.text(max_size=60))
def test_what_is_clean_holds_no_orders_to_the_screen(text: str) -> None:
    categories = {unicodedata.category(letter) for letter in clean(text).replace("\n", "")}

    assert categories & {"Cc", "Cs", "Co"} == set()


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        ("Une ligne\nune autre", "<p>Une ligne<br>\nune autre</p>\n"),
        ("Un paragraphe\r\n\r\n\r\n\r\nun autre", "<p>Un paragraphe</p>\n<p>un autre</p>\n"),
        ("**gras** et *italique*", "<p><strong>gras</strong> et <em>italique</em></p>\n"),
        ("3 * 4 * 5, nom_de_famille", "<p>3 * 4 * 5, nom_de_famille</p>\n"),
        ("> dit\n> il\n\nNon", "<blockquote>\n<p>dit<br>\nil</p>\n</blockquote>\n<p>Non</p>\n"),
        ("# Titre\n<b>x</b>", "<p># Titre<br>\n&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("", ""),
        (" \u200b\n ", ""),
    ],
)
def test_what_people_write_is_shown_as_they_meant_it(typed: str, markup: str) -> None:
    assert render(typed) == markup


def test_the_text_is_set_by_the_rules_of_its_language() -> None:
    assert shown(render('Quoi ? Il dit "non" !')).strip() == typeset('Quoi ? Il dit "non" !', "fr")
    assert shown(render('He said "no"!', "en")).strip() == "He said “no”!"


@pytest.mark.parametrize(
    ("typed", "target", "text"),
    [
        ("voir https://www.kabar.ml/.", "https://www.kabar.ml/", "kabar.ml"),
        ("www.kabar.ml/une", "https://www.kabar.ml/une", "kabar.ml/une"),
        (
            "(https://fr.example.org/Mali_(pays))",
            "https://fr.example.org/Mali_(pays)",
            "fr.example.org/Mali_(pays)",
        ),
        ("https://a.example/*x*_y_", "https://a.example/*x*_y", "a.example/*x*_y"),
        ("HTTPS://A.example/?a=1&b=2", "HTTPS://A.example/?a=1&amp;b=2", "A.example/?a=1&amp;b=2"),
        ("http://a.example/" + "x" * 60, "http://a.example/" + "x" * 60, "a.example/" + "x" * 29 + "…"),
    ],
)
def test_an_address_is_a_link_that_search_engines_do_not_follow(typed: str, target: str, text: str) -> None:
    assert f'<a href="{target}" rel="nofollow ugc noopener">{text}</a>' in render(typed)
    assert len(html.unescape(text)) <= LONGEST_SHOWN


@pytest.mark.parametrize(
    "typed",
    [
        "fini.Et",
        "http://localhost/",
        "http://[::1",
        "awa@www.kabar.ml",
        "javascript:alert(1)",
        "www.x",
        "https:// a",
    ],
)
def test_what_is_no_address_is_no_link(typed: str) -> None:
    assert "<a" not in render(typed)
    assert links(typed) == []


def test_emphasis_around_an_address_leaves_it_whole() -> None:
    assert '<strong><a href="https://a.example/x"' in render("**https://a.example/x**")


def test_the_hosts_of_links_are_told_in_their_order() -> None:
    text = "https://B.example/1 www.a.example/2 http://b.example:8000/3 > www.c.example, https://a.example."

    assert links(text) == ["b.example", "a.example", "b.example", "c.example", "a.example"]
    assert links(render("rien")) == []


def test_quotations_in_quotations_are_shown_to_the_third() -> None:
    markup = render(">>>>>>>>> fond\n\n> > haut")

    assert markup.count("<blockquote>") == 3 + 2
    assert shown(markup).split() == ["fond", "haut"]
    assert plain(">>>>> fond\n\n> > haut") == "> > > fond\n\n> > haut"


def test_a_mail_has_the_text_without_its_marks() -> None:
    typed = "**Non** !\n\n> *cité*\n> ici\n\nvoir www.kabar.ml/une/longue/adresse/que/personne/ne/raccourcit"

    assert plain(typed) == (
        "Non !\n\n> cité\n> ici\n\nvoir www.kabar.ml/une/longue/adresse/que/personne/ne/raccourcit"
    )


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("a\u202eb\u2066c\u200bd\u200fe\x07f\ufeff", "abcdef"),
        ("👩\u200d🌾 ❤\ufe0f\u200d🔥 a\u200db", "👩\u200d🌾 ❤\ufe0f\u200d🔥 ab"),
        ("می\u200cخواهم a\u200cb", "می\u200cخواهم ab"),
        ("Z" + "\u0335\u0321\u0322\u0323" * 10, "Ẓ" + "\u0335" * 3),
        ("e\u0301te\u0301", "été"),
        ("ẹ\u0300 ɔ\u0301", "ẹ\u0300 ɔ\u0301"),
        ("a\u2028b\rc\r\nd\x0be  \n\n\n\nf\t\t", "a\nb\nc\nd\ne\n\nf"),
        ("\ud83d", ""),
    ],
)
def test_what_is_cleaned_and_what_languages_and_emoji_need(typed: str, left: str) -> None:
    assert clean(typed) == left


def test_marks_without_end_cost_no_more_than_their_length_allows() -> None:
    """Twice the text, at most twice the tags and letters: nothing is read or written again and again."""
    for unit in ("*", "**a ", "*_", ">", "> a\n", "> > > > > a\n", "https://a.b/(", '" ', "&amp;", "a**b"):
        lengths = [len(render(unit * count)) for count in (500, 1_000)]
        assert lengths[1] <= 2 * lengths[0] + 200, unit
