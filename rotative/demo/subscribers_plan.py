"""Who reads the demo newspaper by subscription: invented readers, and what each of them has done."""

from dataclasses import dataclass

from rotative.subscriptions.periods import Unit


@dataclass(frozen=True)
class PlanOfThePaper:
    """A line of the price list, in francs."""

    name: str
    description: str
    price: int
    unit: Unit
    trial_days: int = 0


PLANS = (
    PlanOfThePaper("Semaine", "Sept jours, pour voir.", 500, Unit.WEEK),
    PlanOfThePaper("Mois", "Un mois, sans engagement.", 1_500, Unit.MONTH, trial_days=7),
    PlanOfThePaper("Trimestre", "Trois mois de lecture.", 4_000, Unit.QUARTER),
    PlanOfThePaper("An", "Douze mois, deux offerts.", 15_000, Unit.YEAR),
)
ORGANISATION, SEATS, DOMAIN = "Lycée du Bac, Port-Sankar", 6, "lycee-du-bac.example"
BATCH, BATCH_SIZE = "Kiosque de la Gare, démonstration", 20

FIRST_NAMES = (
    "Aïssata", "Bakary", "Coumba", "Daouda", "Assétou", "Fousseyni", "Gaoussou", "Hawa", "Ibrahima", "Djénéba",
    "Kalifa", "Lalla", "Modibo", "Niélé", "Odile", "Penda", "Rokia", "Seydou", "Tidiani", "Yaya",
)  # fmt: skip
LAST_NAMES = ("Bagayogo", "Dagnoko", "Fomba", "Guindo", "Kamissoko", "Sanogo", "Tembely")


@dataclass(frozen=True)
class Story:
    """What readers of one kind have done: ``terms`` of a plan, the last of which began so many days ago.

    ``then``: what came of it. ``readers``: how many have done so.
    """

    readers: int
    plan: str
    terms: int
    began_days_ago: int
    then: str = ""


STORIES = (
    Story(6, "Mois", 12, 12),
    Story(6, "Mois", 5, 8),
    Story(6, "Semaine", 6, 3),
    Story(6, "Trimestre", 4, 40),
    Story(7, "An", 1, 150),
    Story(4, "Mois", 2, 33, "grace"),
    Story(4, "Mois", 3, 10, "cancelled"),
    Story(3, "Trimestre", 2, 20, "past due"),
    Story(9, "Mois", 4, 75, "expired"),
    Story(3, "Semaine", 1, 5, "refunded"),
    Story(3, "Mois", 0, 2, "trial"),
    Story(3, "Mois", 0, 1, "pending"),
)
PROVIDERS = ("wave", "cinetpay", "cash", "mobile_money", "stripe", "wave", "mobile_money", "transfer")
