"""What the account pages say, and what would be English in them: allauth's words and our own."""

import re
from pathlib import Path
from typing import Any

import allauth
import polib
from django.conf import settings
from lxml import html

TEMPLATES = Path(settings.PACKAGE) / "templates"
ROOMS = ("account", "accounts", "mfa", "usersessions")
# A translated string in a template, and in Python; those with a value in them never stand alone.
_TRANSLATED = re.compile(
    r'{% translate "([^"]{8,})"|{% blocktranslate[^%]*%}([^{]{8,}?){% (?:end|plural)|_\(\s*"([^"%]{8,})"'
)


def tree_of(page: Any) -> Any:
    return html.fromstring(page.content.decode())


def pieces_of(page: Any) -> set[str]:
    """What a page says, piece by piece: its texts and the attributes that are read out or shown."""
    tree = tree_of(page)
    for around in tree.xpath("//style|//script|//header[contains(@class,'masthead')]|//footer"):
        around.drop_tree()
    found = tree.xpath("//text()|//@aria-label|//@placeholder|//@title|//@value")
    pieces = {" ".join(str(piece).split()) for piece in found}
    return pieces | {piece.rstrip(" :.") for piece in pieces} - {""}


def english() -> set[str]:
    """Every string that is written in English: all of allauth's catalogue, and those of this room."""
    catalogue = polib.pofile(str(Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.po"))
    found = {" ".join(entry.msgid.split()).rstrip(":") for entry in catalogue if len(entry.msgid) > 4}
    files = [file for room in ROOMS for file in (TEMPLATES / room).rglob("*") if file.is_file()]
    files += list((Path(settings.PACKAGE) / "accounts").glob("*.py"))
    for file in files:
        for strings in _TRANSLATED.findall(file.read_text(encoding="utf-8")):
            found |= {" ".join(string.split()) for string in strings if string and not string.endswith("/")}
    return found
