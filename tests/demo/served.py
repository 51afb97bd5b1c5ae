"""Makes the demonstration newspaper for tests, once in a test run, with the command that everybody uses."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "rotative.sqlite3"
# What a test run or a developer has set for itself is not how the newspaper is made.
NOT_FOR_THE_DEMO = ("ALLOWED_HOSTS", "DEBUG", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "SITE_URL", "TIME_ZONE")


def rotative(home: Path, *arguments: str, database_url: str = "", **environment: str) -> str:
    """Run the `rotative` command with its own home and return what it said.

    Without ``database_url`` the database is a file in ``home``. Fails the test with the command's own words.
    """
    variables = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO}
    variables |= {"ROTATIVE_HOME": str(home), "DATABASE_URL": database_url, **environment}
    if not database_url:
        del variables["DATABASE_URL"]
    command = [sys.executable, "-m", "rotative", *arguments]
    ran = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"rotative {' '.join(arguments)}:\n{ran.stdout[-2000:]}\n{ran.stderr[-4000:]}"
    return ran.stdout


def make_demo(home: Path, database_url: str = "") -> None:
    """Make the newspaper in ``home`` unless another worker of the same run has made it already."""
    home.parent.mkdir(parents=True, exist_ok=True)
    made = home / "made-by-the-tests"
    with (home.parent / f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists():
            return
        shutil.rmtree(home, ignore_errors=True)
        rotative(home, "migrate", "--verbosity", "0", database_url=database_url)
        rotative(home, "demo", database_url=database_url)
        made.touch()


def copy_newspaper(home: Path, to: Path) -> None:
    """Copy a newspaper's folder that other processes may be serving: its WAL comes and goes, so SQLite copies it."""
    shutil.copytree(home, to, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    with closing(sqlite3.connect(home / DATABASE)) as source, closing(sqlite3.connect(to / DATABASE)) as copy:
        source.backup(copy)
