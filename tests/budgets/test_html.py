"""The Nu checker of the W3C finds every page valid: no error, no warning."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import Served
from tests.budgets.kinds import MISSING, every_kind
from tests.moulds import ROOT

pytestmark = pytest.mark.browser

NU = ROOT / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def check(folder: Path) -> list[dict[str, Any]]:
    """Return what the checker says of the HTML files in a folder."""
    if not NU.exists() or shutil.which("java") is None:
        pytest.fail("The Nu checker or Java is missing: run `make test`, or sh tools/install-page-checkers")
    command = [
        "java",
        "-Xss1024k",
        "-Xmx512m",
        "-jar",
        str(NU),
        "--format",
        "json",
        "--skip-non-html",
        str(folder),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages: list[dict[str, Any]] = json.loads(answer.stderr)["messages"]
    return messages


def every_article(served: Served) -> list[str]:
    """Return the paths of all published articles, as the sitemaps have them."""
    months = re.findall(r"<loc>https?://[^/]+(/sitemap-\d{4}-\d{2}\.xml)", served.text("/sitemap.xml"))
    return [
        path for month in months for path in re.findall(r"<loc>https?://[^/]+(/[^<]+)", served.text(month))
    ]


def test_every_page_is_valid_html(served: Served, tmp_path: Path) -> None:
    addresses = {*every_kind(served).values(), *every_article(served)}
    for number, address in enumerate(sorted(addresses)):
        answer = served.get(address)
        assert answer.status == (404 if address in MISSING else 200), address
        (tmp_path / f"{number}.html").write_bytes(answer.body)
    # One that is not valid, to know that the checker has looked.
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="fr"><title>Faux</title><p><div></p>')

    messages = check(tmp_path)

    ours = [m for m in messages if not m["url"].endswith("wrong.html")]
    assert len(addresses) > 100
    assert len(messages) > len(ours)
    assert {f"{m['message']} … {m.get('extract', '')[:120]}" for m in ours} == set()
