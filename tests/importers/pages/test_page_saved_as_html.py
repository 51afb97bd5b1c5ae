"""Saved HTML pages: what is declared wins, the body stays in order, nothing dangerous comes through."""

# Pages print the paper's own time without an offset, so moments are naive here.

import re
from datetime import UTC, datetime

import pytest

from rotative.importers.pages.parsed import Heading, ListBlock, Paragraph, ParsedAuthor, PhotoCaption, Quote

from .conftest import Read

SELLERS = (
    "Les vendeuses de mangues ont repris leurs places sous la grande halle, devant le bureau de la mairie."
)
MAYOR = "Le maire a promis que les loyers ne changeraient pas avant la fin des pluies, et il a signé."
TRUCKS = "Les camions de riz arrivent de nuit par le pont neuf et repartent avant que le soleil ne se lève."
READER = "Je trouve que cette halle a coûté beaucoup trop cher aux habitants du quartier, et je le dis."

DECLARED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebPage", "name": "Accueil"},
 {"@type": ["NewsArticle"], "headline": "Le marché de Sikasso a rouvert", 
  "datePublished": "2025-03-04T08:05:00Z",
  "dateModified": "2025-03-05T08:05:00Z", 
  "author": [{"@id": "#awa"}, {"@type": "Person", "name": "Issa DIARRA"}],
  "image": {"@type": "ImageObject", "url": "https://paper.example/hall.jpg", "caption": "La halle"},
  "articleSection": "Économie", "keywords": ["marché", "mangues"]},
 {"@type": "Person", "@id": "#awa", "name": "Awa Koné"}]}</script>"""

PAGE = f"""<!doctype html><html lang="fr-ML"><head><title>Le marché | Le Quotidien</title>
<link rel="canonical" href="https://paper.example/2025/marche"><meta property="og:type" content="article">
<meta property="og:description" content="La halle est refaite.">{DECLARED}
</head><body onload="steal()"><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>Le marché de Sikasso a rouvert</h1>
<p>{SELLERS} <a href="/loyers" onclick="steal()" style="color:red">Les <b>loyers</b></a> restent.</p>
<h2>La promesse</h2>
<p>{MAYOR} <a href="javascript:steal()">Ici</a> ou <a href="data:text/html,x">là</a>. <script>steal()</script>
<img src="https://tracker.example/pixel.gif" width="1" height="1" onerror="steal()"></p>
<figure><img src="/clients.jpg" alt="Des clientes">
<figcaption>Les clientes sous la halle. Photo : Issa Diarra</figcaption>
</figure>
<blockquote><p>Nous avons tenu parole, et nous la tiendrons demain encore.</p></blockquote>
<ul><li>Mangues de Kita</li><li>Riz &lt;script&gt;</li></ul>
<p>{TRUCKS} Les <em>chauffeurs</em> dorment le jour &lt;img src=x onerror=steal()&gt;.</p>
</article>
<section id="comments"><h2>2 commentaires</h2><div class="comment"><p>{READER}</p></div></section>
<p>L’espace des commentaires est réservé aux abonnés.</p>
</body></html>"""


def test_json_ld_tells_who_wrote_it_and_when(read: Read) -> None:
    page = read(PAGE)

    assert page.headline == "Le marché de Sikasso a rouvert"
    assert page.byline.authors == (ParsedAuthor("Awa Koné"), ParsedAuthor("Issa Diarra", "Diarra"))
    assert page.published_at == datetime(2025, 3, 4, 8, 5, tzinfo=UTC)
    assert page.updated_at == datetime(2025, 3, 5, 8, 5, tzinfo=UTC)
    assert (page.section_name, page.tags, page.language) == ("Économie", ("marché", "mangues"), "fr")
    assert page.source_url == "https://paper.example/2025/marche"
    assert page.standfirst == "La halle est refaite."
    assert (page.lead_photo_url, page.lead_photo_caption) == ("https://paper.example/hall.jpg", "La halle")


def test_body_keeps_headings_photos_quotations_and_lists_in_order(read: Read) -> None:
    blocks = read(PAGE).blocks

    assert [type(block) for block in blocks] == [
        Paragraph,
        Heading,
        Paragraph,
        PhotoCaption,
        Quote,
        ListBlock,
        Paragraph,
    ]
    assert blocks[3] == PhotoCaption(
        "Les clientes sous la halle.", "https://paper.example/clients.jpg", "Issa Diarra"
    )
    assert blocks[1] == Heading("La promesse")


def test_links_become_whole_and_emphasis_stays(read: Read) -> None:
    blocks = read(PAGE).blocks

    assert isinstance(blocks[0], Paragraph)
    assert '<a href="https://paper.example/loyers">Les <strong>loyers</strong></a>' in blocks[0].html
    assert isinstance(blocks[6], Paragraph)
    assert "<em>chauffeurs</em>" in blocks[6].html


def test_nothing_dangerous_comes_through(read: Read) -> None:
    inline = [
        part
        for block in read(PAGE).blocks
        for part in (
            [block.html]
            if isinstance(block, Paragraph | Quote)
            else block.items
            if isinstance(block, ListBlock)
            else []
        )
    ]
    tags = re.findall(r"<[^>]*>", " ".join(inline))

    assert set(tags) <= {
        "<strong>",
        "</strong>",
        "<em>",
        "</em>",
        "</a>",
        '<a href="https://paper.example/loyers">',
    }
    assert not any("tracker" in str(block) for block in read(PAGE).blocks)


def test_readers_comments_stay_out_and_the_gate_is_seen(read: Read) -> None:
    page = read(PAGE)

    assert READER not in "".join(block.text for block in page.blocks)
    assert page.discussion_gated


def test_page_without_declarations_is_read_as_it_shows(read: Read) -> None:
    body = "".join(f"<p>{text}</p>" for text in (SELLERS, MAYOR, TRUCKS, SELLERS.upper(), MAYOR.upper()))
    page = read(
        "<html><head><title>x</title></head><body><article><h1>Économie : Le marché a rouvert</h1>"
        f"<p class='chapo'>La halle est refaite et les loyers restent.</p>"
        f"<div class='byline'>Par Awa Koné</div>"
        f"<span>Publié mardi 04 mars 2025 à 08:05</span>{body}</article></body></html>"
    )

    assert (page.kicker, page.headline) == ("Économie", "Le marché a rouvert")
    assert page.standfirst == "La halle est refaite et les loyers restent."
    assert page.byline.authors == (ParsedAuthor("Awa Koné"),)
    assert page.published_at == datetime(2025, 3, 4, 8, 5)
    assert page.language == "fr"
    assert page.blocks[0] == Paragraph(SELLERS)


def test_description_that_repeats_the_text_is_no_standfirst(read: Read) -> None:
    page = read(PAGE.replace("La halle est refaite.", f"{SELLERS[:60]}…"))

    assert page.standfirst is None


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_declared_charset_is_believed(read: Read, encoding: str) -> None:
    declared = PAGE.replace("<head>", f'<head><meta charset="{encoding}">').replace("’", "'")

    page = read(declared.encode(encoding))

    assert SELLERS in page.blocks[0].text


def test_external_entities_are_neither_fetched_nor_expanded(read: Read) -> None:
    attack = '<!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    page = read(PAGE.replace("<!doctype html>", attack).replace("La promesse", "La promesse &secret;"))

    assert not any("root:" in block.text for block in page.blocks)


def test_broken_json_ld_is_passed_over(read: Read) -> None:
    page = read(PAGE.replace('{"@context"', '{"@context'))

    assert page.headline == "Le marché de Sikasso a rouvert"
    assert page.byline.authors == ()
