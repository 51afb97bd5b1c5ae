"""The cache of the site: attempts are counted in the database, for all processes and machines; the rest in memory.

Limits that each process counts for itself are multiplied by their number and forgotten at a restart, and a code of
a second factor could be used once in each. The database is where they belong: every process shares it already, signing
in needs it anyway, and nothing more has to be up. It costs a few milliseconds, on pages that check a password.
Everything else that is cached (Wagtail's paths of sites) is asked for at every page and stays in memory.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

COUNTERS = "counters"  # the name in the setting CACHES
COUNTED = ("allauth", "throttle:")


def _shared(method: str) -> Callable[..., Any]:
    """Return a method of the cache that asks the counters' store for keys of COUNTED, and the memory for others."""

    def ask(self: "CountsInDatabase", key: Any, *args: Any, **kwargs: Any) -> Any:
        store = caches[COUNTERS] if str(key).startswith(COUNTED) else super(CountsInDatabase, self)
        return getattr(store, method)(key, *args, **kwargs)

    return ask


class CountsInDatabase(LocMemCache):
    """Django's cache in memory, with the keys of COUNTED in the cache COUNTERS."""

    add = _shared("add")
    get = _shared("get")
    set = _shared("set")
    touch = _shared("touch")
    delete = _shared("delete")
    has_key = _shared("has_key")

    def clear(self) -> None:
        super().clear()
        caches[COUNTERS].clear()
