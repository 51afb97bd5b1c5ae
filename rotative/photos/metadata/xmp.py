"""Reads and writes XMP packets (ISO 16684-1) with the properties of the IPTC Photo Metadata Standard."""

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC
from functools import lru_cache
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from defusedxml import ElementTree

from .fields import PhotoMetadata, clean_text, cut_after_word, parse_moment

LARGEST_READ = 256 * 1024  # bytes; IPTC's reference picture, with every field filled, has 31 KB
LARGEST_WRITTEN = 1200  # bytes; every reader downloads it with every picture

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xmp(packet: bytes) -> PhotoMetadata:
    """Return the fields of an XMP packet.

    Of texts in several languages the default one counts. Raises ``ElementTree.ParseError`` or defusedxml's
    exceptions on what is not a plain packet.
    """
    packet = packet.strip(b"\x00 \r\n\t")
    if not packet or len(packet) > LARGEST_READ:
        return PhotoMetadata()
    properties = _properties(ElementTree.fromstring(packet, forbid_dtd=True))

    def text(namespace: str, name: str) -> str:
        return properties.get(f"{{{namespace}}}{name}", "")

    return PhotoMetadata(
        title=text(PHOTOSHOP, "Headline") or text(DC, "title"),
        caption=text(DC, "description"),
        alt_text=text(IPTC, "AltTextAccessibility"),
        photographer=text(DC, "creator"),
        credit_line=text(PHOTOSHOP, "Credit"),
        source=text(PHOTOSHOP, "Source"),
        copyright_notice=text(DC, "rights"),
        usage_terms=text(RIGHTS, "UsageTerms"),
        place=text(IPTC, "Location"),
        city=text(PHOTOSHOP, "City"),
        region=text(PHOTOSHOP, "State"),
        country=text(PHOTOSHOP, "Country"),
        taken_at=parse_moment(text(PHOTOSHOP, "DateCreated")),
    )


def _properties(root: Element) -> dict[str, str]:
    """Return the top-level properties; what lies inside structures belongs to other pictures or people."""
    found: dict[str, str] = {}
    for description in root.findall(f".//{{{RDF}}}RDF/{{{RDF}}}Description"):
        for name, text in description.attrib.items():
            found.setdefault(name, clean_text(text))
        for element in description:
            found.setdefault(element.tag, clean_text(_value(element)))
    return found


def _value(element: Element) -> str:
    alternatives = element.find(f"{{{RDF}}}Alt")
    if alternatives is not None:
        items = list(alternatives)
        default = [item for item in items if item.get(LANGUAGE) == "x-default"]
        return "".join(item.text or "" for item in (default or items)[:1])
    items = element.findall(f"{{{RDF}}}Seq/{{{RDF}}}li") + element.findall(f"{{{RDF}}}Bag/{{{RDF}}}li")
    if items:
        return ", ".join(item.text.strip() for item in items if item.text)
    return element.text or ""


@lru_cache(maxsize=512)  # a page asks a dozen times for what each of its pictures says
def write_xmp(metadata: PhotoMetadata) -> bytes:
    """Return the packet that a published picture keeps, or nothing when there is nothing to say.

    Kept are caption, photographer, credit, source, copyright, place and date. Beyond 1,200 bytes the caption
    ends in an ellipsis, for the page shows it whole; the other fields are never cut.
    """
    packet = _packet(metadata)
    if len(packet) <= LARGEST_WRITTEN:
        return packet
    caption = metadata.caption
    fitting = bisect_right(
        range(len(caption)),
        LARGEST_WRITTEN,
        key=lambda length: len(_packet(replace(metadata, caption=cut_after_word(caption, length)))),
    )
    return _packet(replace(metadata, caption=cut_after_word(caption, fitting - 1)))


def _packet(metadata: PhotoMetadata) -> bytes:
    taken_at = metadata.taken_at
    if taken_at is not None and taken_at.tzinfo is not None:
        taken_at = taken_at.astimezone(UTC)
    attributes = {
        "photoshop:Credit": metadata.credit_line,
        "photoshop:Source": metadata.source,
        "photoshop:City": metadata.city,
        "photoshop:State": metadata.region,
        "photoshop:Country": metadata.country,
        "photoshop:DateCreated": taken_at.isoformat(timespec="seconds") if taken_at else "",
        "Iptc4xmpCore:Location": metadata.place,
    }
    elements = {
        "dc:description": _list("Alt", metadata.caption),
        "dc:creator": _list("Seq", metadata.photographer),
        "dc:rights": _list("Alt", metadata.copyright_notice),
    }
    said = "".join(f" {name}={quoteattr(text)}" for name, text in attributes.items() if text)
    inside = "".join(f"<{name}>{items}</{name}>" for name, items in elements.items() if items)
    if not said and not inside:
        return b""
    prefixes = {"dc": DC, "photoshop": PHOTOSHOP, "Iptc4xmpCore": IPTC}
    spaces = "".join(
        f' xmlns:{prefix}="{uri}"' for prefix, uri in prefixes.items() if f"{prefix}:" in said + inside
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about=""{spaces}{said}>{inside}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _list(kind: str, text: str) -> str:
    if not text:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<rdf:{kind}><rdf:li{language}>{escape(clean_text(text))}</rdf:li></rdf:{kind}>"
