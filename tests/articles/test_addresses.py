"""Columns and topics have addresses of their own, and are found at every one that they ever had."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rotative.accounts.roles import Role
from rotative.articles.models import Column, Topic
from tests.back_office import make_person, signed_in
from tests.factories import Newspaper

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("model", [Column, Topic])


@BOTH
def test_two_names_that_spell_alike_have_two_addresses(model: Any) -> None:
    names = ("Économie locale", "Economie locale", "Economie, locale")

    slugs = [model.objects.create(name=name).slug for name in names]

    assert slugs == ["economie-locale", "economie-locale-2", "economie-locale-3"]


@pytest.mark.parametrize(("model", "slug"), [(Column, "chronique"), (Topic, "theme")])
def test_a_name_without_latin_letters_has_an_address(
    model: Any, slug: str, newspaper: Newspaper, client: Client
) -> None:
    tombouctou, gao = (model.objects.create(name=name) for name in ("ⵜⵉⵏ ⴱⵓⴽⵜⵓ", "ⴳⴰⵡⴰ"))

    assert (tombouctou.slug, gao.slug) == (slug, f"{slug}-2")
    assert client.get(gao.get_absolute_url()).status_code == 200


@BOTH
def test_the_longest_name_has_an_address_that_fits(model: Any) -> None:
    longest = model._meta.get_field("slug").max_length

    slugs = [model.objects.create(name="ﬃ" * 79 + last).slug for last in "ab"]

    assert len(set(slugs)) == 2
    assert all(len(slug) <= longest for slug in slugs)


@BOTH
def test_what_had_an_address_is_found_there(model: Any) -> None:
    boats = model.objects.create(name="Bateaux")
    boats.slug = "embarcations"
    boats.save()

    assert model.objects.at_address("embarcations") == boats
    assert model.objects.at_address("bateaux") == boats
    assert model.objects.at_address("pirogues") is None


@BOTH
def test_a_former_address_is_not_given_to_another(model: Any) -> None:
    boats = model.objects.create(name="Bateaux")
    boats.slug = "embarcations"
    boats.save()

    assert model.objects.create(name="Bateaux !").slug == "bateaux-2"


@BOTH
def test_an_address_taken_back_is_no_former_one(model: Any) -> None:
    boats = model.objects.create(name="Bateaux")
    for slug in ("embarcations", "bateaux"):
        boats.slug = slug
        boats.save()

    assert model.objects.at_address("bateaux") == boats
    assert [former.slug for former in boats.former_slugs.all()] == ["embarcations"]


@BOTH
def test_an_address_of_ones_own_that_is_taken_is_refused(model: Any, newspaper: Newspaper) -> None:
    model.objects.create(name="Bateaux")
    add = reverse(model.snippet_viewset.get_url_name("add"))
    form = {"name": "Autre chose", "slug": "bateaux"}
    no_rows = {"column_authors-TOTAL_FORMS": "0", "column_authors-INITIAL_FORMS": "0"}

    response = signed_in(make_person(Role.EDITOR_IN_CHIEF)).post(add, form | no_rows)

    assert "slug" in response.context["form"].errors
    assert model.objects.count() == 1


@BOTH
def test_the_form_makes_the_address_of_a_second_one(model: Any, newspaper: Newspaper) -> None:
    model.objects.create(name="Bateaux")
    add = reverse(model.snippet_viewset.get_url_name("add"))
    form = {"name": "Bâteaux", "slug": ""}
    no_rows = {"column_authors-TOTAL_FORMS": "0", "column_authors-INITIAL_FORMS": "0"}

    signed_in(make_person(Role.EDITOR_IN_CHIEF)).post(add, form | no_rows)

    assert model.objects.get(name="Bâteaux").slug == "bateaux-2"
