"""What is repeated for a test is what would have been made for it."""

from typing import Any

import pytest
from django.db import connection, transaction

from rotative.authors.models import Author
from rotative.sections.models import SectionPage
from tests.again import Again, number_anew
from tests.factories import AuthorFactory, Newspaper, make_newspaper, make_section

pytestmark = pytest.mark.django_db


def every_row() -> dict[str, list[Any]]:
    """All that stands in the database, by table."""
    with connection.cursor() as cursor:
        found = {}
        counts = ["sqlite_sequence"] if connection.vendor == "sqlite" else []
        for name in [*connection.introspection.table_names(cursor), *counts]:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            found[name] = sorted(cursor.fetchall(), key=repr)
        return found


def forgotten(make: Any) -> tuple[Any, dict[str, list[Any]]]:
    """What is made, and all rows there are then; afterwards they are gone."""
    with transaction.atomic():
        made = make()
        rows = every_row()
        transaction.set_rollback(True)
    return made, rows


def test_the_same_rows_are_there_again() -> None:
    again = Again(make_newspaper)

    first, rows = forgotten(again)
    second, repeated = forgotten(again)

    assert repeated == rows
    assert second == first
    assert second.politics is not first.politics
    assert len(rows["wagtailcore_page"]) == 6


def test_what_is_repeated_is_what_would_have_been_made() -> None:
    number_anew()
    _made, wanted = forgotten(make_newspaper)
    again = Again(make_newspaper)
    forgotten(again)

    _made, repeated = forgotten(again)

    # But for the moments and the random keys in them, which no two makings share.
    assert {name: len(rows) for name, rows in repeated.items()} == {
        n: len(rows) for n, rows in wanted.items()
    }
    assert repeated.get("sqlite_sequence") == wanted.get("sqlite_sequence")
    assert repeated["auth_group_permissions"] == wanted["auth_group_permissions"]


def test_after_something_of_the_kind_it_is_made_anew() -> None:
    authors = Again(lambda: AuthorFactory.create(name="Awa Diarra"))
    forgotten(authors)

    AuthorFactory.create(name="Issa Koné")
    awa = authors()

    assert awa.name == "Awa Diarra"
    assert set(Author.objects.values_list("name", flat=True)) == {"Awa Diarra", "Issa Koné"}


def test_one_test_s_changes_are_not_another_s() -> None:
    again = Again(make_newspaper)

    def changed() -> SectionPage:
        paper: Newspaper = again()
        paper.politics.title = "Vie publique"
        paper.politics.save()
        return make_section(paper.home, "Sport")

    forgotten(changed)
    paper, _rows = forgotten(again)

    assert paper.politics.title == "Politique"
