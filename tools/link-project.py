"""Makes the working copy importable in its virtual environment and puts the `rotative` command into it.

An editable install would fetch a build backend first; two small files do the same with nothing but Python.
"""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# -P keeps the current folder off the path: it is the site's, and may hold anything.
COMMAND = """#!/bin/sh
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -P -m rotative "$@"
"""


def main() -> None:
    """Write the two files for the interpreter that runs this."""
    Path(sysconfig.get_path("purelib"), "rotative-working-copy.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = Path(sys.prefix, "bin", "rotative")
    command.write_text(COMMAND, encoding="ascii")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
