"""The archive of an invented newspaper of the Sahel: short articles, in French and English."""

from datetime import UTC, datetime, timedelta
from typing import Any

from rotative.search.documents import Document

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

POLITICS, SOCIETY, SCHOOLS, SPORT = 1, 2, 3, 4
AWA, ISSA = 10, 11
THE_WEEK = 20
WATER, ELECTIONS, STRIKES = 30, 31, 32


def article(id: int, days: float, headline: str, body: str = "", **fields: Any) -> Document:
    """An article `days` old, open to everybody unless `public_body` says otherwise."""
    given: dict[str, Any] = {
        "language": "fr",
        "public_body": body,
        "published_at": NOW - timedelta(days=days),
    }
    return Document(id=id, headline=headline, body=body, **given | fields)


ARTICLES: list[Document] = [
    article(
        1, 2, "Cinq forages pour les villages de Tessaoua",
        "Le maire a inauguré lundi cinq forages. L’eau potable coule enfin à la fontaine du marché. "
        "Les femmes marchaient trois heures pour remplir un bidon.",
        kicker="Eau", standfirst="La commune attendait ces puits depuis six ans.",
        section_ids=(SOCIETY,), author_ids=(AWA,), topic_ids=(WATER,),
    ),
    article(
        2, 400, "Le forage de Tessaoua à sec",
        "Le niveau de la nappe a baissé. La pompe du forage ne donne plus d’eau potable aux habitants.",
        kicker="Eau", section_ids=(SOCIETY,), author_ids=(ISSA,), topic_ids=(WATER,),
    ),
    article(
        3, 5, "Les écoles rouvrent à Maradi",
        "Après la grève, les élèves ont retrouvé leurs classes. « L’école nous manquait », dit Fati.",
        standfirst="Les enseignants ont obtenu leur prime.",
        section_ids=(SOCIETY, SCHOOLS), author_ids=(AWA,), topic_ids=(STRIKES,), column_id=THE_WEEK,
    ),
    article(
        4, 30, "Les enseignants reprennent la grève",
        "Le syndicat des enseignants accuse le ministère : la prime des élèves maîtres n’est pas payée. "
        "La grève durera trois jours dans les écoles.",
        section_ids=(SOCIETY, SCHOOLS), author_ids=(ISSA,), topic_ids=(STRIKES,),
    ),
    article(
        5, 1, "À l’hôpital de Zinder, les infirmières manquent",
        "Deux infirmières veillent sur soixante lits. Le directeur de l'hôpital attend des renforts.",
        section_ids=(SOCIETY,), author_ids=(AWA,),
    ),
    article(
        6, 12, "Élection municipale : la date est fixée",
        "Le ministre de l’Intérieur a signé le décret. L’élection municipale se tiendra le 14 février. "
        "Les candidats déposent leur dossier à la mairie.",
        kicker="Élections", section_ids=(POLITICS,), author_ids=(ISSA,), topic_ids=(ELECTIONS,),
        column_id=THE_WEEK,
    ),
    article(
        7, 40, "Qui sont les candidats à la mairie ?",
        "Trois candidats ont déposé un dossier pour l’élection municipale. Le maire sortant se représente.",
        section_ids=(POLITICS,), author_ids=(AWA,), topic_ids=(ELECTIONS,), column_id=THE_WEEK,
    ),
    article(
        8, 41, "Le maire présente son bilan",
        "Le maire sortant défend ses travaux : une route, un dossier par quartier, une mairie repeinte. "
        "Trois candidats contestent ce bilan avant l’élection municipale.",
        section_ids=(POLITICS,), author_ids=(AWA,), topic_ids=(ELECTIONS,),
    ),
    article(
        9, 3, "Le prix du mil baisse au marché",
        "Le sac de mil se vend moins cher. Les paysans de Bobo-Dioulasso craignent une mauvaise récolte.",
        section_ids=(SOCIETY,),
    ),
    article(
        10, 200, "Budget : le mil, les routes, les écoles et tout le reste",
        "Les députés ont voté. La somme prévue pour un forage figure dans une annexe de trois pages.",
        section_ids=(POLITICS,),
    ),
    article(
        11, 8, "Ce que cache le contrat de la mine",
        "La société minière promet des emplois. Le canari Zorglonde chante dans le bureau du ministre.",
        public_body="La société minière promet des emplois.", section_ids=(POLITICS,), author_ids=(ISSA,),
    ),
    article(12, 9, "Une œuvre de bronze au musée", "Le sculpteur a coulé son œuvre dans la cour du musée."),
    article(
        13, 10, "L’équipe nationale gagne aux tirs au but",
        "Le gardien a arrêté deux tirs.", section_ids=(SPORT,),
    ),
    article(
        14, 11, "Une course de chameaux à Agadez",
        "Le vainqueur a parcouru dix kilomètres.", section_ids=(SPORT,),
    ),
    article(15, 14, "Les journaux locaux cherchent du papier", "Le papier journal vient du port de Cotonou."),
    article(
        16, 15, "Pluies : des maisons effondrées",
        "Le fleuve est sorti de son lit. L’eau entre dans les cours.",
    ),
    article(17, 16, "Un été sans moustiques", "La vitamine D et les moustiquaires, conseils d’un médecin."),
    article(
        18, 18, "Deux blessés dans un accident à N’Djamena",
        "Le camion roulait trop vite ; AT&T <b>recrute</b>.",
    ),
    article(
        19, 19, "Le procès des douaniers s’ouvre",
        "Les accusés nient. Le procureur lit l’acte d’accusation.",
    ),
    article(
        20, 21, "La récolte d’oignons sauve la saison",
        "Le long du fleuve, les paysans arrosent à la main.",
    ),
    article(
        21, 2, "New wells for the villages of Tessaoua",
        "The mayor opened five wells on Monday. Clean water is running at the market fountain at last.",
        language="en", section_ids=(SOCIETY,), topic_ids=(WATER,),
    ),
    article(
        22, 6, "Niger's schools reopen after the strike",
        "Teachers ended the strike. Children were running to their schools on Monday.",
        language="en", section_ids=(SOCIETY, SCHOOLS),
    ),
    article(23, 20, "A good onion harvest along the river", "Farmers water by hand.", language="en"),
    article(
        24, 60, "Teachers go on strike",
        "The teachers say the bonus is unpaid. Schools stay closed, children work at the market on Monday.",
        language="en", section_ids=(SOCIETY, SCHOOLS),
    ),
    article(
        25, 7, "Camel race in Agadez",
        "The winner rode ten kilometres.", language="en", section_ids=(SPORT,),
    ),
]  # fmt: skip
