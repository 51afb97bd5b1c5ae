"""Where printed pages stand: on disk, or in Redis where several machines serve one paper. No Django in here."""

from rotative.press.store.entry import Entry, Placed, StoreError
from rotative.press.store.files import FileStore
from rotative.press.store.store import Store

__all__ = ["Entry", "FileStore", "Placed", "Store", "StoreError"]
