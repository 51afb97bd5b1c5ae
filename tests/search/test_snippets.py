"""The lines under a result: around the words, whole, and safe."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from rotative.search.analysis import composed, term
from rotative.search.snippets import PASSAGE_LENGTH, marked, snippet


def looked_for(*words: str) -> frozenset[str]:
    return frozenset(found for word in words if (found := term(word, "fr")))


def test_every_spelling_is_marked_but_not_the_elided_article() -> None:
    assert (
        marked("L’école et les ÉCOLES, l’ecolier", "fr", looked_for("ecole"))
        == "L’<mark>école</mark> et les <mark>ÉCOLES</mark>, l’ecolier"
    )


def test_ligatures_are_marked_whichever_way_they_are_typed() -> None:
    assert marked("Mœurs, œuvre, oeuvres", "fr", looked_for("oeuvre", "moeurs")) == (
        "<mark>Mœurs</mark>, <mark>œuvre</mark>, <mark>oeuvres</mark>"
    )


def test_markup_in_the_text_is_escaped_inside_and_outside_of_marks() -> None:
    assert marked("<script>école</script> & “école”", "fr", looked_for("script", "école")) == (
        "&lt;<mark>script</mark>&gt;<mark>école</mark>&lt;/<mark>script</mark>&gt; &amp; “<mark>école</mark>”"
    )


def test_the_passage_with_most_of_the_words_is_chosen_and_begins_with_its_sentence() -> None:
    filler = "On parle ici de tout autre chose, longuement et sans se presser. " * 12
    text = f"Le maire arrive. {filler}La pompe du forage est cassée. Le maire promet. {filler}"

    found = snippet([text], "fr", looked_for("maire", "forage"))

    assert found.startswith("… ")
    assert "La pompe du <mark>forage</mark> est cassée. Le <mark>maire</mark> promet." in found
    assert found.endswith(" …")


def test_without_the_words_the_first_text_begins_unmarked() -> None:
    assert snippet(["", "Le chapeau.", "Le corps."], "fr", looked_for("forage")) == "Le chapeau."
    assert snippet([], "fr", looked_for("forage")) == ""


@given(st.text(max_size=800), st.sets(st.sampled_from(["école", "eau", "a", "script"])))
def test_without_its_marks_a_passage_is_a_piece_of_the_text(text: str, words: set[str]) -> None:
    text = composed(text.replace("\ufffd", "") + " école <b>eau</b>")

    found = snippet([text], "fr", looked_for(*words))

    bare = re.sub(r"</?mark>", "", found)
    assert "<" not in bare
    assert ">" not in bare
    passage = unescape(bare.removeprefix("… ").removesuffix(" …"))
    assert passage.strip("… ") in " ".join(text.split())
    assert len(passage) <= PASSAGE_LENGTH + 2
