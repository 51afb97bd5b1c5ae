"""A database for a measurement alone, on the PostgreSQL that the environment names."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from bench.load import CannotMeasureError
from bench.papers import Paper


@contextmanager
def own_database(paper: Paper, *, begins_anew: bool = False) -> Iterator[Paper]:
    """Give the paper, on PostgreSQL with a database and a folder that are gone afterwards; on SQLite as it is.

    ``begins_anew``: on SQLite too it begins empty and is gone afterwards. Raises CannotMeasureError.
    """
    if not paper.database:
        if begins_anew:
            shutil.rmtree(paper.home, ignore_errors=True)
        try:
            yield paper
        finally:
            if begins_anew:
                shutil.rmtree(paper.home, ignore_errors=True)
        return
    name = f"bench_{uuid.uuid4().hex[:12]}"
    url = urlsplit(paper.database)._replace(path=f"/{name}").geturl()
    own = replace(paper, place=f"{paper.home.name}-postgres", database=url)
    shutil.rmtree(own.home, ignore_errors=True)
    _tell_postgres(paper.database, f"CREATE DATABASE {name}")
    try:
        yield own
    finally:
        shutil.rmtree(own.home, ignore_errors=True)
        _tell_postgres(paper.database, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _tell_postgres(url: str, what: str) -> None:
    import psycopg

    server = urlsplit(url)._replace(path="/postgres").geturl()
    try:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(what.encode())
    except psycopg.OperationalError as problem:
        raise CannotMeasureError(f"DATABASE_URL: {problem}") from problem
