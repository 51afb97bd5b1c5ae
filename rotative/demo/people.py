"""Who writes and photographs for the demo newspaper, and its columns. Everybody here is invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """An author. ``sitter`` is the seed of the portrait: even ones draw women, odd ones men."""

    name: str
    function: str
    biography: str
    sitter: int
    is_woman: bool = False
    family_name: str = ""
    email: str = ""
    is_active: bool = True


@dataclass(frozen=True)
class ColumnOfThePaper:
    """A column and who writes it."""

    name: str
    description: str
    authors: tuple[str, ...]
    scene: str
    alt: str


AUTHORS = (
    Person(
        "Awa Diarra",
        "Grand reporter",
        "Awa Diarra parcourt le Djoliba-Sud depuis quinze ans, en pinasse plus souvent qu’en voiture. Née à "
        "Port-Sankar d’un père éclusier, elle a commencé à la page des naissances, dont elle garde le goût des "
        "noms exacts. Ses récits de voyage nourrissent « Carnets du fleuve ».",
        sitter=0,
        is_woman=True,
        email="awa.diarra@demo.localhost",
    ),
    Person(
        "Issa Konaté",
        "Chef de la rubrique Économie",
        "Ancien comptable d’une coopérative rizicole, Issa Konaté lit les bilans comme d’autres les romans. Il suit "
        "l’agriculture, l’énergie et les petits commerces, et vérifie toujours les additions des autres.",
        sitter=7,
    ),
    Person(
        "Salimata Traoré",
        "Journaliste, Culture",
        "Salimata Traoré a grandi entre une machine à coudre et une bibliothèque de quartier. Elle écrit sur les "
        "livres, la musique et les artisans, et tient « Le mot de la semaine ».",
        sitter=10,
        is_woman=True,
    ),
    Person(
        "Boureïma Sangaré",
        "Journaliste, Sport",
        "Boureïma Sangaré couvre le football, la lutte et le Tour du Sankar, qu’il a couru deux fois et terminé une. "
        "Il préfère les échauffements aux finales.",
        sitter=11,
    ),
    Person(
        "Fanta Keïta",
        "Journaliste, Société",
        "Fanta Keïta s’intéresse à l’école, au travail et aux cours communes, où elle a ses meilleures sources. "
        "Elle enseigne l’enquête aux élèves de l’école de journalisme de Kénéba.",
        sitter=4,
        is_woman=True,
    ),
    Person(
        "Moussa Ag Alhassane",
        "Correspondant à Tombora",
        "Installé à Tombora, Moussa Ag Alhassane raconte le nord du pays, ses pistes, ses bibliothèques et ses "
        "marchés. Il parle cinq langues et en apprend une sixième.",
        sitter=3,
        family_name="Ag Alhassane",
    ),
    Person(
        "Kadiatou Bâ",
        "Journaliste, Sciences",
        "Physicienne de formation, Kadiatou Bâ écrit sur le ciel, le climat et les laboratoires. Elle refait les "
        "calculs avant de rappeler les chercheurs.",
        sitter=20,
        is_woman=True,
    ),
    Person(
        "Jean-Baptiste Somé",
        "Journaliste, Politique",
        "Jean-Baptiste Somé suit les conseils municipaux, du budget des caniveaux aux noms de rues. Le vendredi, il "
        "signe « Grains de sable ».",
        sitter=19,
    ),
    Person(
        "Nana Touré",
        "Journaliste, Santé",
        "Nana Touré a été sage-femme avant d’être journaliste. Elle a quitté la rédaction cette année pour diriger "
        "une école d’infirmières ; ses articles restent.",
        sitter=18,
        is_woman=True,
        is_active=False,
    ),
    Person(
        "Paul Okoro",
        "Editor, English edition",
        "Paul Okoro runs the English edition and writes about books, ferries and the people who miss them. He came to "
        "Kénéba for a weekend and has been unpacking ever since.",
        sitter=23,
    ),
)

COLUMNS = (
    ColumnOfThePaper(
        "Carnets du fleuve",
        "Des nouvelles du Sankar et de ses rives, notées à bord, à quai ou les pieds dans l’eau.",
        ("Awa Diarra", "Moussa Ag Alhassane"),
        scene="river",
        alt="Un large fleuve calme sur lequel glissent des pirogues.",
    ),
    ColumnOfThePaper(
        "Grains de sable",
        "Chaque semaine, ce qui grippe ou fait sourire la vie publique.",
        ("Jean-Baptiste Somé",),
        scene="market",
        alt="Des parasols de couleur sur un marché animé.",
    ),
    ColumnOfThePaper(
        "Le mot de la semaine",
        "D’où viennent les mots du pays, et où ils vont.",
        ("Salimata Traoré",),
        scene="library",
        alt="Des rayonnages de livres dans une pièce chaleureuse.",
    ),
)

PAPER_NAME = "La Dépêche du Fleuve"
PHOTO_SOURCE = PAPER_NAME
