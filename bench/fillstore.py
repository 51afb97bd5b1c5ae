"""Run inside a paper: puts so many pages into its store, copies of one article under addresses of their own.

The bodies are links to the same files, or a hundred thousand pages would take six gigabytes; each has its own meta.
"""

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

SECTION = "/bench/"
LINKS = 20_000  # of one file; ext4 allows 65,000


def main() -> None:
    """Fill the store; prints how many pages are there."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from rotative.press.addresses import file_of
    from rotative.press.models import PUBLIC
    from rotative.press.shelf import page_store
    from rotative.press.store.entry import SUFFIXES
    from rotative.press.store.files import META

    store: Any = page_store()
    entry = store.get(PUBLIC, sys.argv[1])
    original: Path = store.root / PUBLIC / file_of(entry.address)
    for number in range(int(sys.argv[2])):
        address = f"{SECTION}page-{number}/"
        file = store.root / PUBLIC / file_of(address)
        if Path(f"{file}{META}").exists():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        for suffix in SUFFIXES.values():
            if number % LINKS:
                Path(f"{file}{suffix}").hardlink_to(f"{original}{suffix}")
            else:
                shutil.copyfile(f"{original}{suffix}", f"{file}{suffix}")
        original = original if number % LINKS else file
        Path(f"{file}{META}").write_bytes(replace(entry, address=address).meta())
    print(sum(1 for _address in store.addresses(PUBLIC)))


if __name__ == "__main__":
    main()
