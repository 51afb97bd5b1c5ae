"""What the demo's editors decided on the day: what is still unpublished, updated, pinned, and how the front stands."""

from enum import Enum, auto


class Stage(Enum):
    """How far an article has come."""

    PUBLISHED = auto()
    DRAFT = auto()
    IN_REVIEW = auto()
    SCHEDULED = auto()


UNPUBLISHED = {
    "ravaudeurs-filets-moustiquaires": Stage.DRAFT,
    "mot-delestage": Stage.DRAFT,
    "port-sankar-beledi-vingt-ans-de-jumelage": Stage.IN_REVIEW,
    "falakoro-remonte-ses-greniers": Stage.SCHEDULED,
}

# Hours after publication.
UPDATED_AFTER = {
    "etoile-sankar-nul-ouarkoye": 2,
    "marche-central-demenage-allee-par-allee": 5,
    "lutte-dioumana-fin-regne-baobab": 3,
    "barrage-de-falakoro-annee-record": 26,
}

READ_ALSO = {
    "port-sankar-attend-sa-troisieme-grue": "trois-jours-sur-la-pinasse-des-oignons",
    "keneba-tiers-du-budget-dans-les-caniveaux": "lecteurs-de-pluie-pluviometres",
    "festival-des-rives-orchestre-pirogues": "radio-sankar-bandes-magnetiques",
    "lutte-dioumana-fin-regne-baobab": "reglement-lutte-trois-langues",
    "tombora-vivre-avec-la-chaleur": "poussiere-panneaux-solaires-tombora",
}

PINS = {
    "cantines-scolaires-mil-niebe": ("dioumana-ecole-flottante", "riz-dioumana-varietes-courtes"),
    "keneba-tiers-du-budget-dans-les-caniveaux": ("budget-participatif-ombre-aux-arrets",),
    "dioumana-ecole-flottante": ("sare-bala-toit-ecole",),
}

LEAD = "festival-des-rives-orchestre-pirogues"
PHOTO_OF_THE_DAY = "sare-bala-foire-aux-zebus-prend-des-notes"
