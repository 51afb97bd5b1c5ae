"""Public names: one person each, and nobody passes for another or for the newsroom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rotative.discussion.models import Contributor
from rotative.discussion.naming import cleaned, comparable, take_name
from rotative.paper.models import Paper
from tests.discussion.factories import make_rules
from tests.factories import AuthorFactory, Newspaper, UserFactory

NOW = timezone.now()


@given(st.text(max_size=60))
def test_what_is_accepted_is_accepted_as_it_is_kept(name: str) -> None:
    try:
        kept = cleaned(name)
    except ValidationError:
        return
    assert cleaned(kept) == kept
    assert len(comparable(kept)) >= 3


ODD = ["Awa\u202eatraiD", "<b>Awa</b>", "Awa@Diarra", "\u0410wa Diarra", "...", "Awa\u200bDiarra", "😀😀😀"]
ALIKE = ["awa diarra", "AWA DIARRA", "Awa-Diarra", "Áwâ Diarrà", "4wa D1arra", "Awa  Diarra"]


@pytest.mark.parametrize("name", ["", "ab", "x" * 41, *ODD])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValidationError):
        cleaned(name)


@pytest.mark.django_db
class TestTaking:
    @pytest.mark.parametrize("alike", ALIKE)
    def test_what_looks_alike_is_taken(self, newspaper: Newspaper, alike: str) -> None:
        take_name(UserFactory.create(), "Awa Diarra", now=NOW)
        with pytest.raises(ValidationError, match="pris"):
            take_name(UserFactory.create(), alike, now=NOW)

    @pytest.mark.parametrize(
        "name", ["Admin", "La Rédaction", "Rédaction", "Modérateur", "Moderation 2", "M0dérateur"]
    )
    def test_nobody_is_called_like_the_office(self, newspaper: Newspaper, name: str) -> None:
        with pytest.raises(ValidationError):
            take_name(UserFactory.create(), name.removeprefix("La "), now=NOW)

    def test_nobody_is_called_like_the_paper(self, newspaper: Newspaper) -> None:
        paper = Paper.for_site(newspaper.site)
        paper.name = "La Dépêche"
        paper.save()
        with pytest.raises(ValidationError):
            take_name(UserFactory.create(), "Équipe La Dépêche", now=NOW)

    def test_who_signs_keeps_the_name_to_sign_with(self, newspaper: Newspaper) -> None:
        AuthorFactory.create(name="Awa Diarra", email="awa@journal.example")
        with pytest.raises(ValidationError):
            take_name(UserFactory.create(), "Awa Diarra", now=NOW)
        assert take_name(UserFactory.create(email="awa@journal.example"), "Awa Diarra", now=NOW)

    def test_it_is_changed_after_so_many_days_and_the_old_one_stays_hers(self, newspaper: Newspaper) -> None:
        make_rules(name_days=30)
        awa, other = UserFactory.create(), UserFactory.create()
        take_name(awa, "Awa du fleuve", now=NOW)
        with pytest.raises(ValidationError, match="30 jours"):
            take_name(awa, "Awa du lac", now=NOW + timedelta(hours=1))
        later = NOW + timedelta(days=30)
        assert take_name(awa, "Awa du lac", now=later).public_name == "Awa du lac"
        with pytest.raises(ValidationError):
            take_name(other, "Awa du fleuve", now=later)
        assert take_name(other, "Awa du fleuve", now=later + timedelta(days=366))

    def test_the_same_name_again_changes_nothing(self, newspaper: Newspaper) -> None:
        awa = UserFactory.create()
        first = take_name(awa, "Awa du fleuve", now=NOW)
        assert take_name(awa, "Awa du fleuve", now=NOW) == first
        assert Contributor.objects.count() == 1
