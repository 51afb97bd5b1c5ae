"""Which spellings meet in one term, and which stay apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotative.search.analysis import LANGUAGES, LONGEST_TERM, Language, composed, term, terms

# One family a line: every word finds all the others.
FAMILIES = """
école écoles ecole ECOLES
hôpital hopital hôpitaux hopitaux
forage forages
journal journaux
national nationale nationaux nationales
régional régionaux regionale
œuvre oeuvre œuvres OEUVRES
cœur coeurs
bœuf boeufs
élection élections elections
électoral électorale électoraux electorales
accusé accusée accusées accusees accuser accuse
élu élue élus élues elus
élève eleve élèves
voter voté votait
augmenter augmenté augmente augmentera augmentees
président présidente presidente
sécurité securite
armée armées armee
année annees
paysan paysans paysanne paysannes
directeur directrice directeurs
agriculteur agricultrice agriculteurs
infirmier infirmière infirmieres
premier première premiers
français française francais francaises
travail travaux
social sociaux sociale
emploi emplois
loi lois
photo photos
jeu jeux
lieu lieux
niveau niveaux
lycée lycées lycees
journée journee journées
procès proces
succès succes
décès deces
réfugié réfugiés refugiee réfugiées
blessé blessee blessées
maïs mais
actif active actives
sportif sportive
malien malienne maliennes
burkinabè burkinabe
réélu reelue
grève grèves greve
évêque eveques
finir finissent fini finie
""".strip().splitlines()

APART = [
    ("marin", "mairie"),
    ("lieu", "lien"),
    ("bus", "but"),
    ("cas", "cap"),
    ("arriver", "actif"),
    ("port", "porc"),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_spelling_of_a_french_word_meets_the_others(family: str) -> None:
    assert len({term(word, "fr") for word in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_french_words_stay_apart(one: str, other: str) -> None:
    assert term(one, "fr") != term(other, "fr")


@pytest.mark.parametrize(
    ("one", "other"),
    [("schools", "school"), ("running", "runs"), ("Niger's", "Niger"), ("elections", "election")],
)
def test_every_spelling_of_an_english_word_meets_the_others(one: str, other: str) -> None:
    assert term(one, "en") == term(other, "en")


@pytest.mark.parametrize(
    "elided", ["l’école", "L'école", "d’écoles", "qu'école", "jusqu’école", "lorsqu'ecole"]
)
def test_elided_words_disappear(elided: str) -> None:
    assert terms(elided, "fr") == terms("école", "fr")


def test_a_single_letter_that_is_not_elided_stays() -> None:
    assert terms("vitamine D", "fr") == [*terms("vitamine", "fr"), "d"]


def test_stop_words_cost_nothing_but_summer_and_east_are_found() -> None:
    assert terms("le de la à l’un des où", "fr") == []
    assert len(terms("l’été à l’est", "fr")) == 2


def test_letters_and_accents_written_apart_are_the_same_word() -> None:
    apart = unicodedata.normalize("NFD", "élève")

    assert terms(composed(apart), "fr") == terms("élève", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(alphabet=st.characters()))
def test_no_text_whatsoever_gives_a_term_with_a_space_or_without_end(language: Language, text: str) -> None:
    for found in terms(composed(text), language):
        assert found
        assert len(found) <= LONGEST_TERM
        assert found.split() == [found]


def test_a_lone_surrogate_does_not_reach_the_index() -> None:
    assert composed("avant \ud83d après").encode() == "avant ? après".encode()
