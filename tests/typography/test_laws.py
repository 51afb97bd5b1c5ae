"""What holds for every text whatsoever: the typographer mends marks and spaces, and nothing else."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rotative.typography import (
    capitalise_family_name,
    is_placeholder,
    teaser,
    typeset,
    typeset_html,
)
from rotative.typography.french import STEPS
from rotative.typography.protection import SIGNS, UNTOUCHABLE

MARKS = list("\"'«»“”„‘’.,;:!?…()[]-–—%°/&€<>")
SPACES = [" ", " ", " ", "  ", "\u00a0", "\u202f", "\n", "\n\n", "\t"]
WORDS = [
    "mot",
    "l",
    "école",
    "Été",
    "Mali",
    "M.",
    "Mme",
    "Dr",
    "St",
    "J.",
    "n°",
    "p.",
    "art.",
    "24",
    "juin",
    "1er",
    "10",
    "5",
    "000",
    "100",
    "F",
    "CFA",
    "km",
    "h",
    "09:33",
    "3:1",
    "aujourd",
    "hui",
    "AES",
    "June",
    "Mr",
    "tis",
    "http://kabar.ml/une?id=3;x=1",
    "https://fr.example.org/Mali_(pays)",
    "awa.traore@kabar.ml",
    ":)",
    "...",
    "--",
    "?!",
    "C:\\Kayes\\a.txt",
    "kabar.ml/une",
    "\ufffc",
]
copy = st.lists(st.sampled_from(MARKS) | st.sampled_from(SPACES) | st.sampled_from(WORDS), max_size=24).map(
    "".join
)
any_text = (
    copy
    | st.text(max_size=60)
    | st.lists(st.sampled_from(MARKS + SPACES + ["a", "1"]), max_size=30).map("".join)
)
languages = st.sampled_from(["fr", "en", "fr-ML", "en-gb"])
inline = st.sampled_from(["b", "em", "a", "span", "code", "kbd"])
hard = settings(max_examples=150)


@st.composite
def pages(draw: st.DrawFn) -> str:
    def run(depth: int) -> str:
        pieces = []
        for _ in range(draw(st.integers(0, 4))):
            kind = draw(st.integers(0, 6))
            if kind < 4 or depth > 2:
                quote = draw(st.booleans())
                pieces.append(html.escape(draw(copy), quote=quote))
            elif kind == 4:
                pieces.append(
                    draw(st.sampled_from(["<br>", '<!-- "a" ! -->', '<img alt="x !">', "&nbsp;", "&eacute;"]))
                )
            else:
                name = draw(inline)
                pieces.append(f"<{name} title='l\"x !'>{run(depth + 1)}</{name}>")
        return "".join(pieces)

    return "".join(
        f"<p>{run(0)}</p>\n" if draw(st.booleans()) else run(0) for _ in range(draw(st.integers(1, 3)))
    )


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


TAGS = re.compile(r"<!--.*?-->|</?[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
CODE = re.compile(r"<(code|kbd)\b.*?</\1>", re.DOTALL)


@hard
@given(any_text, languages)
def test_setting_twice_changes_nothing_more(text: str, language: str) -> None:
    once = typeset(text, language)

    assert typeset(once, language) == once


@hard
@given(any_text, languages)
def test_no_letter_and_no_figure_ever_changes(text: str, language: str) -> None:
    assert letters(typeset(text, language)) == letters(text)


@hard
@given(any_text, languages)
def test_lines_stay_lines(text: str, language: str) -> None:
    assert typeset(text, language).count("\n") == text.count("\n")


@hard
@given(any_text, st.sampled_from(["", "bm", "ff-ML", "ar", "french", "zz", "f"]))
def test_other_languages_come_out_as_they_went_in(text: str, language: str) -> None:
    assert typeset(text, language) == text
    assert typeset_html(text, language) == text


@hard
@given(
    st.lists(st.sampled_from([*MARKS, *SPACES, "mot"]), max_size=8).map("".join),
    st.sampled_from(
        [
            "http://kabar.ml/une?id=3;x=1:2",
            "https://a.example/b!c",
            "awa.traore+une@kabar.ml",
            "www.kabar.ml/a'b?c",
        ]
    ),
    st.sampled_from(["", " ", ".", " !", "?", " :", ", ", "…", "\u00a0;"]),
    languages,
)
def test_addresses_come_out_as_they_went_in(before: str, address: str, after: str, language: str) -> None:
    assert address in typeset(f"{before} {address}{after}", language)


@hard
@given(pages(), languages)
def test_tags_attributes_and_code_come_out_as_they_went_in(page: str, language: str) -> None:
    mended = typeset_html(page, language)

    assert TAGS.findall(mended) == TAGS.findall(page)
    assert [found[0] for found in CODE.finditer(mended)] == [found[0] for found in CODE.finditer(page)]


@hard
@given(pages(), languages)
def test_setting_a_page_twice_changes_nothing_more(page: str, language: str) -> None:
    once = typeset_html(page, language)

    assert typeset_html(once, language) == once


@hard
@given(any_text, languages)
def test_text_without_markup_is_set_as_plain_text(text: str, language: str) -> None:
    assert typeset_html(html.escape(text, quote=False), language) == html.escape(
        typeset(text, language), quote=False
    )
    assert html.unescape(typeset_html(html.escape(text), language)) == html.unescape(
        html.escape(typeset(text, language))
    )


@hard
@given(st.text(alphabet="<>&;\"'/!-=ab# \n\u00a0\ufffc", max_size=60), languages)
def test_broken_markup_keeps_its_letters_and_raises_nothing(page: str, language: str) -> None:
    assert letters(html.unescape(typeset_html(page, language))) == letters(html.unescape(page))


@hard
@given(any_text, languages, st.integers(-2, 60))
@example("mot " * 40 + "..", "fr", 200)
def test_a_teaser_fits_and_is_the_beginning_of_its_text(text: str, language: str, limit: int) -> None:
    short = teaser(text, language, limit)

    assert len(short) <= max(limit, 0)
    assert teaser(short, language, limit) == short
    beginning = re.sub(r"[\s…»”.–—-]+$", "", short)
    assert re.sub(r"\s+", " ", text.strip()).startswith(re.sub(r"\s+", " ", beginning))
    assert "……" not in short[-2:]
    assert not short.endswith((" .", " …"))


@hard
@given(st.text(max_size=30), st.text(max_size=10))
def test_a_name_keeps_its_letters_whatever_their_case(name: str, family: str) -> None:
    assert capitalise_family_name(name, family).casefold() == name.casefold() or not family.isascii()


@hard
@given(any_text)
def test_a_placeholder_has_neither_letter_nor_figure(text: str) -> None:
    assert is_placeholder(text) == (letters(text) == "")


@given(any_text)
def test_where_the_sign_of_a_step_is_missing_the_step_changes_nothing(text: str) -> None:
    assert [step for needed, step in STEPS if not needed.search(text) and step(text) != text] == []
    assert SIGNS.search(text) or not UNTOUCHABLE.search(text)
