"""The habits of the house that a machine can hold: sizes, names, what templates may ask of a reader's browser."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rotative"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))

LONGEST_MODULE = 300
# They say that something is there, not what it is; sooner or later everything is.
NAMES_THAT_SAY_NOTHING = {
    "core",
    "base",
    "common",
    "utils",
    "util",
    "helpers",
    "services",
    "selectors",
    "misc",
}
# In pieces, so that this file does not name them itself.
REGISTRY_HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _markup(template: Path) -> str:
    """Return a template without Django's tags, whose arguments may be called like attributes."""
    return re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL
    )


def _tracked_files() -> list[Path]:
    """Return the files that are, or are about to be, part of the project."""
    listing = subprocess.run(
        [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def test_the_rules_look_at_something() -> None:
    assert len(MODULES) > 100
    assert len(TEMPLATES) > 20


def test_a_module_is_short_enough_to_read_in_one_go() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_a_module_says_what_it_is_for() -> None:
    silent = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            silent.append(_name(path))

    assert silent == []


def test_a_module_is_named_after_what_it_does() -> None:
    vague = {_name(path) for path in MODULES if {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING}

    assert vague == {"rotative/sqlite/base.py"}, "where Django looks for a database backend"


def test_only_the_settings_read_the_environment() -> None:
    readers = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"\b(?:os\.environ\b\S*|from os import environ|getenv\(\S*)", text):
            if path.name != "settings.py" and not call.startswith(
                'os.environ.setdefault("DJANGO_SETTINGS_MODULE"'
            ):
                readers.append(f"{_name(path)}: {call}")

    assert readers == []


def test_what_is_said_goes_to_the_log_or_to_a_commands_output() -> None:
    printing = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert printing == []


def _locks() -> list[tuple[str, ast.Call]]:
    """Return every call of ``select_for_update`` with the name of its module."""
    return [
        (_name(path), node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"
    ]


def _said(call: ast.Call) -> set[str]:
    return {keyword.arg or "" for keyword in call.keywords}


def test_a_row_is_locked_against_change_but_not_against_being_referred_to() -> None:
    """Foreign keys are checked at the commit, when everything else is held: two would wait for each other."""
    assert [f"{name}:{call.lineno}" for name, call in _locks() if "no_key" not in _said(call)] == []


def test_a_row_that_is_waited_for_is_locked_alone() -> None:
    """Joined to what it referred to before the wait, PostgreSQL finds it no more when that has changed meanwhile."""
    joined = [
        f"{name}:{call.lineno}"
        for name, call in _locks()
        if "of" in _said(call) and "skip_locked" not in _said(call)
    ]

    assert joined == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = []
    for path in _tracked_files():
        content = path.read_bytes()
        found += [f"{_name(path)}: {host}" for host in REGISTRY_HOSTS if host.encode() in content]

    assert found == []


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(r"\son[a-z]+\s*=", id="inline event handlers"),
        pytest.param(r"\sstyle\s*=", id="style attributes"),
        pytest.param(
            r"<style\b", id="style elements: the one stylesheet comes from a tag that the policy knows"
        ),
        pytest.param(r"javascript:", id="addresses that are scripts"),
    ],
)
def test_templates_hold_nothing_that_the_content_security_policy_blocks(what: str) -> None:
    found = [
        f"{_name(path)}: {hit}"
        for path in TEMPLATES
        for hit in re.findall(what, _markup(path), re.IGNORECASE)
    ]

    assert found == []


def test_a_page_loads_nothing_from_elsewhere() -> None:
    loading = re.compile(
        r"""(?:\b(?:src|srcset|poster|data)\s*=\s*["']?|<link\b[^>]*\bhref\s*=\s*["']?|url\(\s*["']?|@import\s+["']?)"""
        r"""(?:https?:)?//[^\s"'>)]+""",
        re.IGNORECASE,
    )
    sheets = sorted((PACKAGE / "assets").rglob("*.css"))

    found = [f"{_name(path)}: {hit}" for path in TEMPLATES for hit in loading.findall(_markup(path))]
    found += [
        f"{_name(path)}: {hit}"
        for path in sheets
        for hit in loading.findall(path.read_text(encoding="utf-8"))
    ]

    assert sheets
    assert found == []


def test_every_make_target_that_is_for_people_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)

    assert {"run", "test", "check"} <= set(targets)
    assert [target for target in targets if f"`make {target}" not in explained] == []
