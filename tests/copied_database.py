"""The database of the tests: in memory, its tables copied from where migrations have made them once."""

import sqlite3
from contextlib import closing
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.backends.sqlite3.creation import DatabaseCreation

from tests.moulds import DATABASE, empty_newspaper


class CopiedDatabase(DatabaseCreation):
    """Makes the database of the tests as Django does, but without running the migrations another time."""

    def create_test_db(self, *_verbosity: Any, **_options: Any) -> str:
        """Make it and connect to it; returns its name."""
        name: str = self._get_test_db_name()  # type: ignore[attr-defined]
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        with closing(sqlite3.connect(empty_newspaper() / DATABASE)) as migrated:
            migrated.backup(self.connection.connection)
        # Known once the permissions were made, which happens at the end of the migrations; tests count questions.
        ContentType.objects.get_for_models(*apps.get_models())
        return name
