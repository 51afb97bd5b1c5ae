"""Who signs, under which role, in number and gender."""

from dataclasses import dataclass

import pytest
from django.utils import translation

from rotative.articles.byline import groups, joined


@dataclass
class Person:
    name: str
    feminine_titles: bool = False


@dataclass
class Signed:
    author: Person
    role: str = ""
    role_detail: str = ""


AWA, FANTA, ISSA = Person("Awa Diarra", True), Person("Fanta Keïta", True), Person("Issa Konaté")


@pytest.mark.parametrize(
    ("signatures", "roles"),
    [
        ([Signed(ISSA, "special_envoy")], ["Envoyé spécial"]),
        ([Signed(AWA, "special_envoy", "à Dioumana")], ["Envoyée spéciale à Dioumana"]),
        ([Signed(AWA, "special_envoy"), Signed(FANTA, "special_envoy")], ["Envoyées spéciales"]),
        ([Signed(AWA, "special_envoy"), Signed(ISSA, "special_envoy")], ["Envoyés spéciaux"]),
        ([Signed(ISSA, "correspondent", "à Tombora")], ["Correspondant à Tombora"]),
        ([Signed(AWA), Signed(ISSA, "with")], ["", "Avec"]),
        ([Signed(AWA, "other", "Dessins"), Signed(ISSA, "other", "Textes")], ["Dessins", "Textes"]),
        ([], []),
    ],
)
def test_roles_agree_with_the_people(signatures: list[Signed], roles: list[str]) -> None:
    with translation.override("fr"):
        assert [group.role for group in groups(signatures)] == roles


def test_the_same_role_in_english_has_no_gender() -> None:
    with translation.override("en"):
        assert [g.role for g in groups([Signed(AWA, "special_envoy"), Signed(FANTA, "special_envoy")])] == [
            "Special correspondents"
        ]


def test_order_is_kept_when_a_role_returns() -> None:
    signatures = [Signed(AWA, "with"), Signed(ISSA), Signed(FANTA, "with")]

    assert [group.authors for group in groups(signatures)] == [(AWA,), (ISSA,), (FANTA,)]


def test_names_are_joined_as_a_sentence_has_them() -> None:
    with translation.override("fr"):
        assert joined(["A"]) == "A"
        assert joined(["A", "B"]) == "A et B"
        assert joined(["A", "B", "C"]) == "A, B et C"
