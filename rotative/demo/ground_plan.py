"""The ground plan of the demo newspaper: its sections in both languages, and which articles go into a subsection."""

from dataclasses import dataclass

from rotative.paper.colours import Accent


@dataclass(frozen=True)
class Part:
    """A section. ``slug`` is the French one, by which the content files name it; English fields empty: French only.

    A ``topic`` makes it a subsection of ``parent``, which takes that section's articles on the topic.
    """

    slug: str
    title: str
    accent: Accent
    description: str
    english_slug: str = ""
    english_title: str = ""
    english_description: str = ""
    parent: str = ""
    topic: str = ""


SECTIONS = (
    Part(
        "politique",
        "Politique",
        Accent.BRICK,
        "Les conseils, les budgets et les services publics, vus de près.",
        "politics",
        "Politics",
        "Councils, budgets and public services, seen from nearby.",
    ),
    Part(
        "economie",
        "Économie",
        Accent.OCHRE,
        "Les récoltes, les marchés, les ateliers et les comptes.",
        "business",
        "Business",
        "Harvests, markets, workshops and accounts.",
    ),
    Part(
        "societe",
        "Société",
        Accent.TEAL,
        "L’école, la santé, le travail, la vie de tous les jours.",
    ),
    Part(
        "culture",
        "Culture",
        Accent.MAGENTA,
        "Les livres, la musique, les langues et les métiers d’art.",
        "culture",
        "Culture",
        "Books, music, languages and crafts.",
    ),
    Part(
        "sport",
        "Sport",
        Accent.FOREST,
        "Les stades, les arènes et les routes du Djoliba-Sud.",
        "sport",
        "Sport",
        "Stadiums, arenas and the roads of Djoliba-Sud.",
    ),
    Part(
        "sciences",
        "Sciences",
        Accent.INDIGO,
        "Le ciel, le climat et ceux qui mesurent.",
        "science",
        "Science",
        "The sky, the climate and those who measure them.",
    ),
    Part(
        "regions",
        "Régions",
        Accent.OLIVE,
        "De Tombora à N’Golobougou, le pays au-delà de la capitale.",
    ),
)

SUBSECTIONS = (
    Part(
        "agriculture",
        "Agriculture",
        Accent.OCHRE,
        "Du riz, du coton, des mangues et de ceux qui les font pousser.",
        parent="economie",
        topic="agriculture",
    ),
    Part(
        "lutte", "Lutte", Accent.FOREST, "Le sable, la ceinture et le tambour.", parent="sport", topic="lutte"
    ),
)
