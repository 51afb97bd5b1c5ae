"""Addresses made from titles."""

import json
import re

import pytest

from rotative.paper.slugs import slug_input, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Adopté à l’unanimité", "adopte-a-l-unanimite"),
        ("Aujourd'hui, l'été", "aujourd-hui-l-ete"),
        ("« Ça ira »", "ca-ira"),
        ("…", ""),
    ],
)
def test_elided_words_stay_apart(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_the_form_does_the_same() -> None:
    ((pattern, _flags), replacement), *_others = json.loads(
        slug_input().attrs["data-w-slug-formatters-value"]
    )

    assert re.sub(pattern, replacement, "à l’unanimité, l'été") == "à l-unanimité, l-été"
