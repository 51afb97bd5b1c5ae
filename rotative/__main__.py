"""The `rotative` command: Django's management commands under the project's name."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Run the command named in ``sys.argv``.

    A missing or wrong setting, or a database that does not answer, ends in one line on stderr and exit status 1, not in
    a traceback.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"rotative: {error}")
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        reason = " ".join(str(error).split())
        sys.exit(
            f"rotative: the database cannot be used: {reason} (DATABASE_URL in docs/settings.md; --traceback)"
        )


if __name__ == "__main__":
    main()
