"""`rotative check --deploy` finds nothing to say about a site with an https address."""

import os
import subprocess
import sys
from pathlib import Path

LONG_KEY = "n8Vw-Zq2LrT5_kJ7pXc9BdF1gHs3MyU6aEo0RiWtQzKv4NbCxS"


def test_the_settings_of_an_https_site_are_clean(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "rotative.settings",
        "ROTATIVE_HOME": str(tmp_path),
        "SITE_URL": "https://journal.example.org",
        "SECRET_KEY": LONG_KEY,
    }

    check = subprocess.run(
        [sys.executable, "-m", "rotative", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert check.returncode == 0, check.stderr
    assert check.stdout.strip().endswith("no issues (2 silenced).")


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "rotative.settings",
        "ROTATIVE_HOME": str(tmp_path),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
    }

    migrate = subprocess.run(
        [sys.executable, "-m", "rotative", "migrate"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert migrate.returncode == 1
    assert migrate.stderr.startswith("rotative: the database cannot be used: ")
    assert "DATABASE_URL" in migrate.stderr
    assert len(migrate.stderr.splitlines()) == 1
