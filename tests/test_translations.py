"""Every string is in French, and the compiled catalogue is the one that was written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from rotative.typography import typeset

PACKAGE = Path(__file__).resolve().parents[1] / "rotative"
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES"


def test_nothing_is_left_untranslated() -> None:
    catalogue = polib.pofile(str(FRENCH / "django.po"))

    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    written = {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.pofile(str(FRENCH / "django.po"))
    }
    compiled = {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(FRENCH / "django.mo"))
    }

    assert compiled == written


def test_every_string_of_the_code_is_in_the_catalogue(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing: install gettext (apt-get install gettext); in CI it is there")
    tree = tmp_path / "rotative"
    shutil.copytree(PACKAGE, tree, ignore=shutil.ignore_patterns("__pycache__", "content", "*.mo"))

    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, env=environment)

    found = {
        (e.msgctxt, e.msgid)
        for e in polib.pofile(str(tree / "locale/fr/LC_MESSAGES/django.po"))
        if not e.obsolete
    }
    kept = {(e.msgctxt, e.msgid) for e in polib.pofile(str(FRENCH / "django.po"))}
    assert found - kept == set()


def test_french_strings_are_set_by_french_rules() -> None:
    catalogue = polib.pofile(str(FRENCH / "django.po"))
    said = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [text for text in said if typeset(text, "fr") != text] == []
