"""The demo newspaper's pages that are not journalism, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LegalText:
    """A page in French and in English: address, title and text."""

    slug: str
    title: str
    body: str
    english_slug: str
    english_title: str
    english_body: str

    def in_language(self, language: str) -> tuple[str, str, str]:
        """Return address, title and text in “fr” or “en”."""
        if language == "en":
            return self.english_slug, self.english_title, self.english_body
        return self.slug, self.title, self.body


ABOUT = LegalText(
    "qui-sommes-nous",
    "Qui sommes-nous",
    "<p>« La Dépêche du Fleuve » est le quotidien du Djoliba-Sud. Elle paraît à Kénéba, où sa rédaction occupe "
    "l’ancien entrepôt à sel du quai des Pinasses, et compte une correspondance à Tombora.</p>"
    "<p>Le pays, la ville, le journal et les personnes que l’on y rencontre sont inventés : ils montrent ce que "
    "Rotative sait faire. Si un nom vous est familier, c’est un hasard.</p>"
    "<h2>Nos règles</h2><ul><li>Nous vérifions avant de publier, et nous rappelons.</li>"
    "<li>Une erreur se corrige sous l’article, avec sa date, et rejoint la page des corrections.</li>"
    "<li>Une photo dit qui l’a prise.</li></ul>",
    "about-us",
    "About us",
    "<p>“La Dépêche du Fleuve” is the daily of Djoliba-Sud. It is made in Kénéba, in a former salt warehouse on the "
    "quai des Pinasses, with a correspondent in Tombora.</p>"
    "<p>The country, the town, the paper and everybody in it are invented: they show what Rotative can do. Should a "
    "name sound familiar, that is chance.</p>"
    "<h2>Our rules</h2><ul><li>We check before we publish, and we call back.</li>"
    "<li>A mistake is mended under the article, with its date, and listed on the page of corrections.</li>"
    "<li>A photograph says who took it.</li></ul>",
)

NOTICE = LegalText(
    "mentions-legales",
    "Mentions légales",
    "<h2>Éditeur</h2><p>Société d’édition du Fleuve, 12, quai des Pinasses, Kénéba, Djoliba-Sud.</p>"
    "<p>Directrice de la publication : Ramata Sissoko.</p>"
    "<h2>Contact</h2><p>redaction@demo.localhost</p>"
    "<h2>Reproduction</h2><p>Ce journal est une démonstration. Ses articles et ses dessins sont publiés sous la même "
    "licence que Rotative.</p>",
    "legal-notice",
    "Legal notice",
    "<h2>Publisher</h2><p>Société d’édition du Fleuve, 12, quai des Pinasses, Kénéba, Djoliba-Sud.</p>"
    "<p>Responsible for the content: Ramata Sissoko.</p>"
    "<h2>Contact</h2><p>redaction@demo.localhost</p>"
    "<h2>Use of texts and pictures</h2><p>This paper is a demonstration. Its articles and drawings come under the "
    "same licence as Rotative.</p>",
)

PRIVACY = LegalText(
    "confidentialite",
    "Confidentialité",
    "<p>Lire ce journal ne laisse pas de trace chez nous : pas de compte, pas de cookie, pas de mesure d’audience, "
    "aucune requête vers un autre site.</p>"
    "<p>Les vidéos venues d’ailleurs ne se chargent que si vous le demandez ; leur hébergeur voit alors votre "
    "adresse.</p><p>Le serveur garde ses journaux techniques quatorze jours, puis les efface.</p>",
    "privacy",
    "Privacy",
    "<p>Reading this paper leaves no trace with us: no account, no cookie, no audience measurement, not a single "
    "request to another site.</p>"
    "<p>Videos from elsewhere load only when you ask for them; their host then sees your address.</p>"
    "<p>The server keeps its technical logs for fourteen days and then deletes them.</p>",
)

LEGAL_TEXTS = (ABOUT, NOTICE, PRIVACY)
