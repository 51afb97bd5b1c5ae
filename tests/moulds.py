"""What takes long to make and is the same for many tests is made once in a test run; each test has a copy of its own.

The first of pytest's workers that needs a mould makes it, with the commands that an operator uses; the others wait.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "rotative.sqlite3"
STATIC = "static"
# What a test run or a developer has set for itself is not how a newspaper is made.
NOT_FOR_A_NEWSPAPER = (
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "SECRET_KEY",
    "SITE_URL",
    "TIME_ZONE",
)
_COLLECT = """
from rotative.server import static_files
static_files.collect(static_files.fingerprint())
"""


def rotative(home: Path, *arguments: str) -> str:
    """Run the `rotative` command with its own home and return what it said; fails in the command's own words."""
    variables = {name: value for name, value in os.environ.items() if name not in NOT_FOR_A_NEWSPAPER}
    command = [sys.executable, "-m", "rotative", *arguments]
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env=variables | {"ROTATIVE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"rotative {' '.join(arguments)}:\n{ran.stdout[-2000:]}\n{ran.stderr[-4000:]}"
    return ran.stdout


def ask(home: Path, question: str, *values: Any) -> Any:
    """Ask the SQLite database of a newspaper something, or tell it, past the newspaper; return the rows."""
    with closing(sqlite3.connect(home / DATABASE, timeout=30)) as database, database:
        return database.execute(question, values).fetchall()


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name that all of a test run share, for reading only; ``make`` fills it unless it is there."""
    home = Path(os.environ["ROTATIVE_TEST_HOME"]) / name
    made = home / f"{name}-is-made"
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(home, ignore_errors=True)
            make(home)
            made.touch()
    return home


def copy_newspaper(home: Path, to: Path) -> None:
    """Copy a newspaper's folder that other processes may be serving: its WAL comes and goes, so SQLite copies it.

    The static files, which nobody changes, are those of the original.
    """
    shutil.copytree(home, to, ignore=shutil.ignore_patterns(f"{DATABASE}*", STATIC), dirs_exist_ok=True)
    with closing(sqlite3.connect(home / DATABASE)) as source, closing(sqlite3.connect(to / DATABASE)) as copy:
        source.backup(copy)
    if (home / STATIC).exists():
        (to / STATIC).symlink_to((home / STATIC).resolve())


def empty_newspaper() -> Path:
    """The mould of a newspaper with its tables and its static files, and without content."""
    return made_once("empty", _make_empty)


def _make_empty(home: Path) -> None:
    rotative(home, "migrate", "--verbosity", "0")
    rotative(home, "shell", "--no-imports", "--verbosity", "0", "--command", _COLLECT)
    (home / "secret.key").unlink()  # each newspaper makes its own


def demonstration() -> Path:
    """The mould of the demonstration newspaper."""
    return made_once("demo", _make_demo)


def _make_demo(home: Path) -> None:
    copy_newspaper(empty_newspaper(), home)
    rotative(home, "demo")
