"""The `rotative` command: Django's management commands under the project's name."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Run the command named in ``sys.argv``.

    A missing or wrong setting ends in one line on stderr and exit status 2, not in a traceback.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"rotative: {error}")


if __name__ == "__main__":
    main()
