"""Every setting stands in docs/settings.md with an example that works, and a wrong one ends in a sentence."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \|.*\| (?P<example>[^|]+) \|$", re.MULTILINE)


def _settings_read() -> set[str]:
    """Return the variables that rotative/settings.py asks the environment for."""
    tree = ast.parse((ROOT / "rotative/settings.py").read_text(encoding="utf-8"))
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def _settings_documented() -> dict[str, str]:
    """Return the variables of the table in docs/settings.md and their examples."""
    rows = ROW.finditer((ROOT / "docs/settings.md").read_text(encoding="utf-8"))
    return {row["name"]: row["example"].strip("` ") for row in rows}


def _rotative(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run Python in an environment that has nothing but ``settings``, in a folder without a .env file."""
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "ROTATIVE_HOME": str(home),
        **settings,
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_setting_that_is_read_is_documented_and_none_that_is_not() -> None:
    assert _settings_documented().keys() == _settings_read()


def test_the_documented_examples_are_accepted(tmp_path: Path) -> None:
    examples = _settings_documented()
    del examples["ROTATIVE_HOME"]  # a folder of another machine

    outcome = _rotative(tmp_path, "-c", "import rotative.settings", **examples)

    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_a_site_starts_without_any_setting(tmp_path: Path) -> None:
    outcome = _rotative(tmp_path, "-m", "rotative", "check")

    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "the big one"),
        ("DATABASE_URL", "mongo://127.0.0.1/rotative"),
        ("DEBUG", "perhaps"),
        ("EMAIL_URL", "pigeon://roof"),
        ("FRONTEND_CACHE", "pigeon://roof"),
        ("LOG_LEVEL", "LOUD"),
        ("PHOTO_MAX_BYTES", "abc"),
        ("PHOTO_MAX_PIXELS", "60 million"),
        ("PRESS_STORE", "mongo://127.0.0.1/"),
        ("PRESS_STORE", "redis://:open/sesame@127.0.0.1/"),
        ("ROTATIVE_HOME", "/dev/null/paper"),
        ("SMS_BACKEND", "rotative.accounts.texting.PigeonTexts"),
        ("SITE_URL", "www.ladepeche.example"),
        ("SITE_URL", "https://ladepeche.example:front"),
        ("SITE_URL", ""),
        ("TIME_ZONE", "Mars/Olympus"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    outcome = _rotative(tmp_path / "home", "-m", "rotative", "check", **{name: value})

    assert outcome.returncode != 0
    assert len(outcome.stderr.splitlines()) == 1, outcome.stderr
    assert name in outcome.stderr
    assert "docs/settings.md" in outcome.stderr
    assert "sesame" not in outcome.stderr


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    keys = [
        _rotative(tmp_path, "-c", "from rotative.settings import SECRET_KEY as key; print(key)").stdout
        for _ in range(2)
    ]

    assert keys[0] == keys[1]
    assert len(keys[0].strip()) >= 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
