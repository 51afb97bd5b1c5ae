"""What a saved HTML page lists beside its article: what to read also, what its author wrote, and no other links."""

# Pages print the paper's own time without an offset, so moments are naive here.

from datetime import UTC, datetime

import pytest

from rotative.importers.pages import PageRefused, ParsedPage
from rotative.importers.pages.parsed import ParsedAuthor, Refusal

from .conftest import Read

SELLERS = (
    "Les vendeuses de mangues ont repris leurs places sous la grande halle, devant le bureau de la mairie."
)
MAYOR = "Le maire a promis que les loyers ne changeraient pas avant la fin des pluies, et il a signé."
TRUCKS = "Les camions de riz arrivent de nuit par le pont neuf et repartent avant que le soleil ne se lève."
AWA = '<meta name="author" content="Awa Koné">'


def page_of(inside: str, below: str = "", head: str = AWA) -> str:
    return (
        '<html lang="fr"><head><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2025-03-04">{head}</head>'
        f"<body><main><article><h1>Le marché a rouvert</h1>{inside}</article>{below}</main>"
        '<footer><p><a href="/mentions">Mentions légales du journal</a></p></footer></body></html>'
    )


TEXT = f"<p>{SELLERS}</p><p>{MAYOR}</p><p>{TRUCKS}</p>"


def related(page: ParsedPage) -> list[tuple[str | None, str]]:
    return [(entry.kicker, entry.headline) for entry in page.related]


def text(page: ParsedPage) -> list[str]:
    return [block.text for block in page.blocks]


TWO = [("Routes", "Le pont est sûr"), (None, "La halle date de 1931")]
AS_ITEMS = (
    '<ul><li><a href="/pont">Routes : Le pont est sûr</a></li>'
    '<li><a href="/halle">La halle date de 1931</a></li></ul>'
)
AS_TEASERS = (
    '<article><h3><span class="surtitre">Routes</span> <a href="/pont">Le pont est sûr</a></h3></article>'
    '<article><h3><a href="/halle">La halle date de 1931</a></h3></article>'
)
AS_LINKED_HEADINGS = (
    '<a href="/pont"><h3>Routes : Le pont est sûr</h3></a><a href="/halle"><h3>La halle date de 1931</h3></a>'
)


@pytest.mark.parametrize(
    "listed",
    [
        f"<section><h2>Lire aussi</h2>{AS_ITEMS}</section>",
        f"<section><h2>À lire aussi :</h2>{AS_TEASERS}</section>",
        f"<aside><div class='top'><h4>Sur le même sujet</h4></div><div>{AS_ITEMS}</div></aside>",
        f"<div><p>Articles liés</p>{AS_LINKED_HEADINGS}</div>",
        f"<div class='c-related'>{AS_TEASERS}</div>",
        f"<div id='related-posts'>{AS_LINKED_HEADINGS}</div>",
        f"<nav aria-label='Lire aussi'>{AS_TEASERS}</nav>",
        f"<h2>Lire aussi</h2>{AS_TEASERS}",
    ],
    ids=["items", "teasers", "wrapped", "links", "class", "id", "label", "bare"],
)
@pytest.mark.parametrize("where", ["in the article", "below it"])
def test_a_list_to_read_also_is_found_wherever_it_stands(read: Read, listed: str, where: str) -> None:
    page = read(page_of(TEXT + listed) if where == "in the article" else page_of(TEXT, listed))

    assert related(page) == TWO
    assert text(page) == [SELLERS, MAYOR, TRUCKS]


def test_a_list_inside_the_text_does_not_cut_it(read: Read) -> None:
    page = read(
        page_of(f"<p>{SELLERS}</p><p><strong>Lire aussi</strong></p>{AS_ITEMS}<p>{MAYOR}</p><p>{TRUCKS}</p>")
    )

    assert related(page) == TWO
    assert text(page) == [SELLERS, MAYOR, TRUCKS]


def test_a_line_inside_the_text_names_one_article(read: Read) -> None:
    one = '<p><strong>Lire aussi :</strong> <a href="/pont">Routes : Le pont est sûr</a></p>'
    other = '<aside class="read-also"><p>Lire aussi : <a href="/halle">La halle date de 1931</a></p></aside>'

    page = read(page_of(f"<p>{SELLERS}</p>{one}<p>{MAYOR}</p>{other}<p>{TRUCKS}</p>"))

    assert related(page) == TWO
    assert text(page) == [SELLERS, MAYOR, TRUCKS]


def test_an_entry_keeps_its_standfirst_and_none_of_its_buttons(read: Read) -> None:
    page = read(
        page_of(
            TEXT,
            '<section class="more"><h2>Lire aussi</h2><article><figure><img src="/p.jpg">'
            "<figcaption>Le pont vu de la rive gauche, un matin de mars.</figcaption></figure><span>Économie</span>"
            '<h3><a href="/pont">Le pont est sûr</a></h3><p>Il porte deux camions à la fois, dit le maire..</p>'
            "<p>Par Issa Diarra</p>"
            '<p>Publié <time datetime="2025-03-02T08:05:00Z">dimanche 02 mars 2025 à 08:05</time></p>'
            '<a href="/pont">Lire la suite</a><span>Pour les abonnés</span></article>'
            '<a href="/dossier">Voir tous les articles du dossier</a></section>',
        )
    )

    entry = page.related[0]
    assert len(page.related) == 1
    assert (entry.headline, entry.standfirst) == (
        "Le pont est sûr",
        "Il porte deux camions à la fois, dit le maire…",
    )
    assert entry.shortened
    assert entry.authors == (ParsedAuthor("Issa Diarra"),)
    assert entry.published_at == datetime(2025, 3, 2, 8, 5, tzinfo=UTC)


HERS = (
    "<h3>Regards d’ici : <a href='/pluie'>La pluie</a></h3>"
    "<p>Elle tombe tard cette année, et peu.</p><p>2 mars 2025</p>"
    "<h3><a href='/files'>Carburant : Les files</a></h3><p>1er mars 2025</p>"
    "<h3>Au fil du fleuve : <a href='/gue'>Le gué</a></h3><p>28 février 2025</p>"
    "<h3>Au fil du fleuve : <a href='/bac'>Le bac</a></h3><p>27 février 2025</p>"
)


@pytest.mark.parametrize(
    "heading",
    ["Les articles de l’auteur", "Les articles de l’autrice", "Du même auteur", "Les articles de Awa Koné"],
)
def test_the_authors_other_articles_with_dates_and_columns(read: Read, heading: str) -> None:
    page = read(page_of(TEXT, f"<section><h2>{heading}</h2><div>{HERS}</div></section>"))

    assert page.author_page_of == "Awa Koné"
    assert [(one.kicker, one.headline, one.standfirst, one.published_at) for one in page.author_latest] == [
        ("Regards d’ici", "La pluie", "Elle tombe tard cette année, et peu.", datetime(2025, 3, 2)),
        ("Carburant", "Les files", None, datetime(2025, 3, 1)),
        ("Au fil du fleuve", "Le gué", None, datetime(2025, 2, 28)),
        ("Au fil du fleuve", "Le bac", None, datetime(2025, 2, 27)),
    ]
    assert {one.authors for one in page.author_latest} == {(ParsedAuthor("Awa Koné"),)}
    assert page.columns == ("Regards d’ici", "Au fil du fleuve")
    assert page.related == ()


def test_two_authors_each_have_their_list(read: Read) -> None:
    both = '<meta name="author" content="Awa Koné et Issa Diarra">'
    his = "<h3><a href='/sel'>Le sel des caravanes</a></h3>"
    page = read(
        page_of(
            TEXT,
            f"<section><h2>Les articles de Awa Koné</h2>{HERS}</section>"
            f"<section><h2>Les articles de Issa Diarra</h2>{his}</section>",
            head=both,
        )
    )

    assert [(one.headline, one.authors[0].name) for one in page.author_latest][3:] == [
        ("Le bac", "Awa Koné"),
        ("Le sel des caravanes", "Issa Diarra"),
    ]


def test_a_list_of_somebody_else_is_not_the_authors(read: Read) -> None:
    page = read(page_of(TEXT, f"<section><h2>More from The Dispatch</h2>{HERS}</section>"))

    assert page.author_latest == ()
    assert page.author_page_of is None


@pytest.mark.parametrize(
    "other",
    [
        "<section><h2>Les plus lus</h2>{items}</section>",
        "<section><h2>À la une</h2>{items}</section>",
        "<div class='article-topics'><div>Read more:</div>{items}</div>",
        "<aside><p>Lire aussi</p></aside><aside><h3>Nous suivre</h3>{items}</aside>",
        "<section id='comments'><h3>Lire aussi</h3>{items}</section>",
        "<section><h2>Lire aussi</h2><a href='/tout'>Voir tous les articles</a></section>",
    ],
)
def test_other_links_are_no_related_articles(read: Read, other: str) -> None:
    page = read(page_of(TEXT, other.format(items=AS_ITEMS)))

    assert page.related == page.author_latest == ()
    assert text(page) == [SELLERS, MAYOR, TRUCKS]


def test_a_list_never_takes_the_text_along(read: Read) -> None:
    linked = f"<p><a href='/maire'>Le maire de Sikasso</a> n’était pas là. {MAYOR}</p>"
    page = read(page_of(f"<div><p>Lire aussi</p>{AS_ITEMS}<p>{SELLERS}</p>{linked}<p>{TRUCKS}</p></div>"))

    assert related(page) == TWO
    assert len(page.blocks) == 3


def test_the_article_itself_and_what_was_named_before_are_not_listed_again(read: Read) -> None:
    itself = '<li><a href="/marche">Le marché a rouvert</a></li><li><a href="/pont">Routes : Le pont est sûr</a></li>'
    page = read(page_of(TEXT, f"<section><h2>Lire aussi</h2><ul>{itself}{itself}</ul></section>"))

    assert related(page) == TWO[:1]


def test_an_impossible_date_in_a_list_is_refused_by_name(read: Read) -> None:
    dated = "<h3><a href='/pluie'>La pluie</a></h3><p>Publié le 30 février 2025</p>"

    with pytest.raises(PageRefused) as refused:
        read(page_of(TEXT, f"<section><h2>Du même auteur</h2>{dated}</section>"))

    assert refused.value.reason is Refusal.IMPOSSIBLE_DATE
    assert "30 février 2025" in str(refused.value)


def test_topics_below_the_article_are_read(read: Read) -> None:
    page = read(
        page_of(
            f"{TEXT}<ul class='topics'><li><a href='/t/1'>Mangues</a></li><li><a href='/t/2'>Marché</a></ul>"
        )
    )

    assert page.tags == ("Mangues", "Marché")
