"""What stands in the way of a start, each told in one line with the way out."""

import socket
from contextlib import closing

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from rotative.press.outages import database_is_away
from rotative.search.engine import SearchIndexError
from rotative.search.index import search_index


def absence_of_the_database() -> str | None:
    """Return why the database does not answer, or None when it does; printed pages can be read without it."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        if database_is_away(error):
            return f"The database is away: {' '.join(str(error).split())}"
        raise
    return None


def of_the_database() -> str | None:
    """Return why the database, which answers, cannot be used as it is, or None when it can."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        return f"The database cannot be used: {' '.join(str(error).split())}"
    if waiting:
        return f"{len(waiting)} migrations are waiting. Run `rotative migrate` first."
    return None


def of_the_search_index() -> str | None:
    """Return why the readers' search cannot work, or None when it can; the paper can be read without it."""
    try:
        search_index().count()
    except SearchIndexError as error:
        return str(error)
    return None


def of_the_port(host: str, port: int) -> str | None:
    """Return why nobody can listen at ``host`` and ``port``, or None when it is free."""
    if not 0 < port < 65536:
        return f"There is no port {port}. Take one from 1 to 65535 with --port."
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except PermissionError:
        return f"This user may not listen at port {port}. Take one above 1023 with --port."
    except OSError as error:
        reason = error.strerror or str(error)
        return f"Cannot listen at {host}, port {port}: {reason}. Take another with --port."
    return None
