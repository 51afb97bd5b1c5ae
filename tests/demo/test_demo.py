"""The whole demonstration newspaper, made by the real command in a home of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rotative.demo.newsroom import LOGINS, PASSWORD
from tests.moulds import NOT_FOR_A_NEWSPAPER, ROOT, copy_newspaper, rotative


def take_census(home: Path) -> dict[str, Any]:
    variables = {name: value for name, value in os.environ.items() if name not in NOT_FOR_A_NEWSPAPER}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.demo.census"],
        cwd=ROOT,
        env=variables | {"ROTATIVE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    counts: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return counts


@pytest.fixture(scope="module")
def copy_of_the_demo(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration newspaper in a folder where it may be made again."""
    home = tmp_path_factory.mktemp("again") / "demo"
    copy_newspaper(demo_home, home)
    return home


@pytest.fixture(scope="module")
def counts(copy_of_the_demo: Path) -> dict[str, Any]:
    return take_census(copy_of_the_demo)


def test_it_is_a_newspaper_of_a_fair_size(counts: dict[str, Any]) -> None:
    assert counts["live"] >= 80
    assert counts["english"] >= 12
    assert counts["translated"] >= 4
    assert counts["authors"] == 10
    assert counts["sections"] == 7
    assert counts["subsections"] == 2
    assert counts["columns"] == 3
    assert counts["days"] > 530
    assert counts["corrections"] == 5


def test_every_stage_of_an_article_can_be_seen(counts: dict[str, Any]) -> None:
    assert counts["scheduled"] == 1
    assert counts["in_review"] == 1
    assert counts["articles"] - counts["live"] == 4


def test_it_is_sound(counts: dict[str, Any]) -> None:
    assert counts["problems"] == 0
    assert counts["photos_without_alt"] == 0
    assert counts["indexed"] == counts["live"]


def test_everybody_can_sign_in(counts: dict[str, Any]) -> None:
    assert counts["signed_in"] == [login.email for login in LOGINS]


def test_made_again_nothing_is_added_and_nothing_doubled(
    copy_of_the_demo: Path, counts: dict[str, Any]
) -> None:
    said = rotative(copy_of_the_demo, "demo")

    assert take_census(copy_of_the_demo) == counts
    assert PASSWORD in said
    assert all(login.email in said for login in LOGINS)
