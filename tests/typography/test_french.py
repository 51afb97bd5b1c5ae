"""French rules by example, each named; “~” stands for U+00A0 and “_” for U+202F."""

import os
from pathlib import Path

import pytest

from rotative.typography import typeset


def shown(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def meant(text: str) -> str:
    return text.replace("~", "\u00a0").replace("_", "\u202f")


RULES = {
    "colon after a capital word": ("AES: un an après", "AES~: un an après"),
    "colon keeps its own space before a quotation": ("Awa : «Nous irons»", "Awa~: «_Nous irons_»"),
    "colon touching a quotation": ("Awa:«Nous irons»", "Awa~: «_Nous irons_»"),
    "colon with only the wrong space": ("Awa :nous irons", "Awa~: nous irons"),
    "wrong kinds of no-break space": ("Awa\u202f: oui\u00a0!", "Awa~: oui_!"),
    "exclamation without space": ("Quelle pluie!", "Quelle pluie_!"),
    "exclamation with two spaces": ("Quelle pluie  !", "Quelle pluie_!"),
    "semicolon": ("Il pleut; il vente", "Il pleut_; il vente"),
    "marks keep together": ("Quoi?! Non!!!", "Quoi_?! Non_!!!"),
    "marks apart come together": ("Quoi ? !", "Quoi_?!"),
    "marks alone in parentheses": ("le maire (?) de Ségou", "le maire (?) de Ségou"),
    "space missing after a mark": ("Il pleut!Vite", "Il pleut_! Vite"),
    "straight quotes": ('Elle dit "oui" et part', "Elle dit «_oui_» et part"),
    "english quotes": ("Elle dit “oui” et part", "Elle dit «_oui_» et part"),
    "german quotes": ("Elle dit „oui“ et part", "Elle dit «_oui_» et part"),
    "tight guillemets": ("Elle dit «oui»", "Elle dit «_oui_»"),
    "loose guillemets": ("Elle dit «  oui  »", "Elle dit «_oui_»"),
    "quotation in a quotation": ('"Le mot "juste" manque"', "«_Le mot “juste” manque_»"),
    "guillemets in guillemets": ("« Le mot « juste » manque »", "«_Le mot “juste” manque_»"),
    "inner quotes lose their spaces": ("« Le mot “ juste ” manque »", "«_Le mot “juste” manque_»"),
    "quotation after an elision": ('L\'"Étoile" gagne', "L’«_Étoile_» gagne"),
    "quotations in a list": ('"Oui","Non"', "«_Oui_», «_Non_»"),
    "quotation and the marks after it": ('"Oui"! "Non": fin', "«_Oui_»_! «_Non_»~: fin"),
    "word touching a quotation": ("le«mot»juste", "le «_mot_» juste"),
    "quotation left open": ("« Nous partons", "«_Nous partons"),
    "quotation closed only": ("nous partons », dit Issa", "nous partons_», dit Issa"),
    "headline with a quotation": (
        "Issa Coulibaly à la presse : \"C'est l'heure!\"",
        "Issa Coulibaly à la presse~: «_C’est l’heure_!_»",
    ),
    "apostrophes": ("L'école d'aujourd'hui", "L’école d’aujourd’hui"),
    "apostrophe before a year": ("les pluies de '98", "les pluies de ’98"),
    "feet, minutes and inches stay": ("long de 5' et 12'30\"", "long de 5' et 12'30\""),
    "inches beside a quotation": ('un écran 15" et "mot"', 'un écran 15" et «_mot_»'),
    "year at the end of a quotation": ('"en 2025"', "«_en 2025_»"),
    "three dots": ("Et puis...", "Et puis…"),
    "three dots with spaces": ("Et puis. . .", "Et puis…"),
    "several ellipses": ("Et puis…… …", "Et puis…"),
    "dialogue": ("- Bonjour\n- Bonsoir", "–~Bonjour\n–~Bonsoir"),
    "aside": ("Awa - la doyenne - préside", "Awa –~la doyenne~– préside"),
    "aside before a comma": ("Awa - la doyenne -, puis Issa", "Awa –~la doyenne~–, puis Issa"),
    "aside with a title in it": ("Awa - et M. Keïta - préside", "Awa –~et M.~Keïta~– préside"),
    "compound words keep their hyphen": ("l'axe Kayes-Nioro, dit-il", "l’axe Kayes-Nioro, dit-il"),
    "score keeps its hyphen": ("victoire 3 - 2", "victoire 3 - 2"),
    "per cent without space": ("10% et 5 %", "10_% et 5_%"),
    "per cent before a mark": ("à 10%!", "à 10_%_!"),
    "thousands": ("5 000 F et 1 250 000 habitants", "5_000~F et 1_250_000 habitants"),
    "figures written in one go stay so": ("5000 F CFA", "5000~F~CFA"),
    "a year before a number": ("en 2025 100 places", "en 2025 100 places"),
    "telephone numbers": ("20 22 33 44 et 76 123 456 78", "20 22 33 44 et 76 123 456 78"),
    "units": ("25 km, 12 °C, 12°C, 10€", "25~km, 12~°C, 12~°C, 10~€"),
    "a unit is a whole word": ("les 2 maisons, 3 l'un", "les 2 maisons, 3 l’un"),
    "hours": ("à 16 h 30", "à 16~h~30"),
    "dates": ("le 24 juin et le 1er mai", "le 24~juin et le 1er~mai"),
    "titles": ("M. Traoré, Mme Diarra, Dr Koné", "M.~Traoré, Mme~Diarra, Dr~Koné"),
    "saints": ("St Louis et Ste Anne", "St~Louis et Ste~Anne"),
    "a title before a small letter": ("Dr en droit", "Dr en droit"),
    "numbers of things": ("n°5, N° 6, p. 12, art.3", "n°~5, N°~6, p.~12, art.~3"),
    "initials": ("J. Dupont et A.-M. Sow", "J.~Dupont et A.-M.~Sow"),
    "ordinals keep their letters": ("le 3è jour, la 1ère, le 2ème", "le 3è jour, la 1ère, le 2ème"),
    "double spaces": ("un  mot\u00a0 juste", "un mot juste"),
    "lines stay lines": ("un\n  deux\r\n\ntrois !", "un\n  deux\r\n\ntrois_!"),
    "times": ("de 09:33 à 10:41:02", "de 09:33 à 10:41:02"),
    "ratios": ("au format 3:1", "au format 3:1"),
    "smileys": ("Merci :) et ;-)", "Merci :) et ;-)"),
    "web address": ("Voir http://kabar.ml/a?b=1;c=2!", "Voir http://kabar.ml/a?b=1;c=2_!"),
    "web address before a colon": ("Sur www.kabar.ml/une: ici", "Sur www.kabar.ml/une~: ici"),
    "web address with brackets": (
        "(https://fr.example.org/Mali_(pays))",
        "(https://fr.example.org/Mali_(pays))",
    ),
    "file name with a query": ("la page une.php?id=3", "la page une.php?id=3"),
    "e-mail address": ("Écrire à awa.b+c@kabar.ml: vite", "Écrire à awa.b+c@kabar.ml~: vite"),
    "windows path": ("Ouvrez C:\\Une\\a.txt!", "Ouvrez C:\\Une\\a.txt_!"),
    "scope in code": ("std::string", "std::string"),
    "nothing": ("", ""),
    "only a mark": ("!", "!"),
}


@pytest.mark.parametrize(("typed", "printed"), RULES.values(), ids=RULES)
def test_a_rule_of_the_manual_is_kept(typed: str, printed: str) -> None:
    assert shown(typeset(typed)) == printed
    assert shown(typeset(typeset(typed))) == printed


@pytest.mark.parametrize("language", ["fr", "fr-ML", "FR", "fr_FR"])
def test_every_french_is_french(language: str) -> None:
    assert typeset("Oui!", language) == meant("Oui_!")


def test_a_quotation_open_over_three_paragraphs_leaves_the_others_alone() -> None:
    text = 'Il dit: «Nous signons.\n\nUn "mot" entre deux.\n\nSoyez là», puis "merci".'

    assert shown(typeset(text)) == (
        "Il dit~: «_Nous signons.\n\nUn «_mot_» entre deux.\n\nSoyez là_», puis «_merci_»."
    )


def test_a_quotation_left_open_does_not_push_the_next_one_down() -> None:
    assert shown(typeset('« Un, puis "deux" et "trois"')) == "«_Un, puis «_deux_» et «_trois_»"


def test_a_printed_page_keeps_its_letters_and_is_set_once() -> None:
    shared = Path(os.environ.get("ROTATIVE_SHARED", Path(__file__).parents[3] / "shared"))
    page = shared / "pages" / "article-page.txt"
    if not page.exists():
        assert "CI" not in os.environ, f"{page} is missing"
        pytest.skip(f"{page} is missing: set ROTATIVE_SHARED")
    text = page.read_text(encoding="utf-8")

    once = typeset(text)

    assert [letter for letter in once if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
    assert typeset(once) == once
    assert "«" in once
    assert once.count("«\u202f") == once.count("«")
