"""The stylesheets and scripts of the back office, collected under names that browsers may keep for ever."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

STAMP = ".collected-from"


def fingerprint() -> str:
    """Return what tells one set of source files from another: names, sizes and times of all of them.

    Times alone would not do: an installer may keep the archive's, which are older than the last collection.
    """
    seen = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def are_outdated(wanted: str) -> bool:
    """Whether the collected files are missing, or come from other sources than those with this fingerprint."""
    root = Path(settings.STATIC_ROOT)
    try:
        return (root / STAMP).read_text(encoding="ascii") != wanted or not (
            root / "staticfiles.json"
        ).is_file()
    except FileNotFoundError:
        return True


def collect(wanted: str) -> None:
    """Collect the files and note what they come from. Earlier versions stay: open pages still ask for them."""
    call_command("collectstatic", interactive=False, verbosity=0)
    (Path(settings.STATIC_ROOT) / STAMP).write_text(wanted, encoding="ascii")
