"""The paper's page store and its edge, as the settings say."""

from functools import cache
from pathlib import Path

from django.conf import settings

from rotative.press.edge.decision import Edge
from rotative.press.edge.memory import Memory
from rotative.press.edge.passes import Passes
from rotative.press.store import FileStore, Store
from rotative.press.store.noting import Notes, NotingStore


@cache
def _store_at(folder: Path, url: str, prefix: str) -> Store:
    if not url:
        return FileStore(folder)
    # Here, because a paper on files does without the 120 ms that it takes.
    from rotative.press.store.redis import RedisStore

    return RedisStore(url, prefix)


def page_store() -> Store:
    """Return the paper's page store; it notes what changes where caches are to be told of it."""
    store = _store_at(
        Path(settings.ROTATIVE_HOME) / "pages", settings.PRESS_STORE, settings.PRESS_STORE_PREFIX
    )
    return NotingStore(store, purge_notes()) if settings.WAGTAILFRONTENDCACHE else store


def purge_notes() -> Notes:
    """Return the notes of what the caches in front of the paper have to be told."""
    return Notes(Path(settings.ROTATIVE_HOME) / "purges")


def make_edge() -> Edge:
    """Return an edge for this process."""
    return Edge(page_store(), Memory(settings.PRESS_MEMORY), Passes(pass_keys()))


def pass_keys() -> list[bytes]:
    """Return the keys of passes, the one that signs first; they follow SECRET_KEY and its fallbacks."""
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return [f"rotative pass {key}".encode() for key in keys]
