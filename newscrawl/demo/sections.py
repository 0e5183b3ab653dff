"""The sections of the replica, each with what is particular to its grammar.

`actor` is a body in the singular, `thing` a matter with its article, `aim` an infinitive that starts with a
consonant (so that «de» never has to be elided in front of it).
"""

import attrs

from newscrawl.demo.lexicon import Grammar


@attrs.frozen
class Section:
    """A section: its number on the site, the label that pages show, the slug and its own grammar."""

    number: int
    label: str
    slug: str
    grammar: Grammar = attrs.field(repr=False, eq=False)


SECTIONS = [
    Section(
        1,
        "Politique",
        "politique",
        {
            "actor": [
                "le Conseil de cercle",
                "la commission de révision des listes",
                "le ministère de la Refondation",
                "la délégation spéciale",
                "le Conseil national des collectivités",
                "la plateforme citoyenne de {place}",
                "le bureau du médiateur",
            ],
            "thing": [
                "le projet de loi sur les communes",
                "la charte locale de bonne conduite",
                "le fichier électoral",
                "la feuille de route régionale",
                "le découpage administratif",
                "la tournée de restitution",
                "le cadre de concertation des partis",
                "la réforme des marchés publics",
                "le registre des délibérations",
            ],
            "aim": [
                "rapprocher les élus de {people}",
                "tenir des scrutins apaisés",
                "clarifier les compétences des communes",
                "renouer le dialogue entre {place} et {place}",
                "publier les comptes chaque trimestre",
                "mettre fin aux conflits de limites",
                "former {n2} agents de l’état civil",
                "faire voter {people}",
            ],
        },
    ),
    Section(
        2,
        "Économie",
        "economie",
        {
            "actor": [
                "la Chambre de commerce",
                "l’Union des producteurs de sésame",
                "la coopérative laitière de {place}",
                "la Banque de l’habitat",
                "l’Office du périmètre irrigué",
                "le guichet unique",
                "la Direction du commerce",
                "le syndicat des transporteurs",
            ],
            "thing": [
                "la campagne cotonnière",
                "le marché à bétail de {place}",
                "le fonds de garantie",
                "la centrale solaire de {place}",
                "le prix du kilogramme de mil",
                "l’usine de décorticage",
                "la facture numérique",
                "le port sec",
                "la filière karité",
                "le crédit de campagne",
            ],
            "aim": [
                "stabiliser les prix",
                "vendre {n3} tonnes de riz",
                "réduire les pertes après récolte",
                "créer {n2} emplois",
                "moderniser l’abattoir",
                "financer {people}",
                "conquérir de nouveaux marchés",
                "payer les arriérés",
                "baisser le coût du transport vers {place}",
            ],
        },
    ),
    Section(
        3,
        "Société",
        "societe",
        {
            "actor": [
                "la Protection civile",
                "l’association des veuves de {place}",
                "la brigade fluviale",
                "le Comité de gestion de l’eau",
                "la police routière",
                "le collectif des locataires",
                "la Croix du voisinage",
                "le tribunal de {place}",
            ],
            "thing": [
                "le nouveau forage",
                "la circulation des tricycles",
                "le ramassage des ordures",
                "la traversée en pirogue",
                "le fichier des mototaxis",
                "le mariage collectif",
                "la campagne de reboisement",
                "l’éclairage public",
                "le litige foncier de {place}",
                "le repas de rupture",
            ],
            "aim": [
                "protéger les piétons",
                "planter {n3} arbres",
                "loger {people}",
                "prévenir les noyades",
                "fournir de l’eau potable",
                "lutter contre les feux de brousse",
                "nettoyer les caniveaux",
                "retrouver {n2} motos volées",
                "réconcilier deux lignages",
            ],
        },
    ),
    Section(
        4,
        "Santé",
        "sante",
        {
            "actor": [
                "le Centre de santé de référence",
                "l’Ordre des sages-femmes",
                "la pharmacie populaire",
                "l’équipe mobile de {place}",
                "le Programme de nutrition",
                "l’Association des donneurs de sang",
                "l’hôpital de district",
            ],
            "thing": [
                "la vaccination des nourrissons",
                "le dépistage gratuit du glaucome",
                "la moustiquaire imprégnée",
                "la banque de sang",
                "l’assurance maladie",
                "le bloc opératoire",
                "la consultation foraine",
                "le plan contre le paludisme",
                "la chaîne du froid",
                "le carnet de suivi",
            ],
            "aim": [
                "vacciner {n3} enfants",
                "soigner {people} sans avance de frais",
                "doter {place} d’une ambulance",
                "former {n2} relais communautaires",
                "raccourcir les files",
                "traquer les faux médicaments",
                "nourrir {people}",
                "garder ouverte la maternité la nuit",
            ],
        },
    ),
    Section(
        5,
        "Éducation",
        "education",
        {
            "actor": [
                "l’Académie d’enseignement de {place}",
                "le lycée public de {place}",
                "le Comité de gestion scolaire",
                "l’Institut polytechnique",
                "le Syndicat des maîtres",
                "la Direction des examens",
                "la mutuelle des étudiants",
            ],
            "thing": [
                "la rentrée des classes",
                "le concours d’orthographe",
                "la cantine scolaire",
                "le manuel en langues nationales",
                "la bibliothèque ambulante",
                "la filière mécanique",
                "le baccalauréat technique",
                "la bourse d’excellence",
                "la salle informatique",
                "le tutorat entre élèves",
            ],
            "aim": [
                "scolariser {people}",
                "construire {n2} salles de classe",
                "garder les filles à l’école",
                "recruter {n2} maîtres",
                "distribuer {n3} tables-bancs",
                "remettre à niveau {people}",
                "lancer un internat à {place}",
                "primer les meilleurs élèves",
            ],
        },
    ),
    Section(
        6,
        "Culture",
        "culture",
        {
            "actor": [
                "le Musée régional",
                "la troupe de marionnettes de {place}",
                "le Conservatoire des métiers",
                "la Biennale des jeunes",
                "la Maison du bogolan",
                "le festival des pêcheurs",
                "le Ballet de {place}",
            ],
            "thing": [
                "le masque restauré",
                "la nuit du conte",
                "le manuscrit de {place}",
                "la kora géante",
                "le crépissage de la mosquée",
                "l’exposition de tissus",
                "le film documentaire",
                "la tournée des griots",
                "le chœur de {place}",
                "le salon du livre",
            ],
            "aim": [
                "transmettre le balafon à {people}",
                "sauver {n3} manuscrits",
                "faire revivre les nuits de {place}",
                "rassembler {n2} troupes",
                "projeter des films en plein air",
                "restaurer le vestibule",
                "vendre les œuvres des tisserands",
                "raconter l’histoire de {place}",
            ],
        },
    ),
    Section(
        7,
        "Sports",
        "sports",
        {
            "actor": [
                "la Ligue de football de {place}",
                "le Djambar de {place}",
                "la Fédération de basket",
                "l’Étoile de {place}",
                "le club nautique",
                "la sélection cadette",
                "la commission des arbitres",
                "le Centre sportif de {place}",
            ],
            "thing": [
                "le championnat régional",
                "la finale de lutte",
                "le tour cycliste",
                "la course de pirogues",
                "le stade municipal",
                "le derby contre {place}",
                "la phase retour",
                "le tournoi des quartiers",
                "la pelouse synthétique",
                "le mercato local",
            ],
            "aim": [
                "finir devant {place}",
                "remporter la coupe",
                "lancer {n2} jeunes joueurs",
                "remplir les tribunes",
                "gagner la troisième manche",
                "tenir {n1} matches sans défaite",
                "préparer les éliminatoires",
                "détecter des talents à {place}",
            ],
        },
    ),
]
