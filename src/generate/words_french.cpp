#include "generate/words.hpp"

namespace desk::generate {

namespace {

using std::string_view;

constexpr Name kGiven[] = {{"Aurélie", "aurelie"}, {"Benoît", "benoit"}, {"Céline", "celine"},
                           {"Damien", "damien"},   {"Élodie", "elodie"}, {"François", "francois"},
                           {"Hélène", "helene"},   {"Jérôme", "jerome"}, {"Léa", "lea"},
                           {"Mathieu", "mathieu"}, {"Noémie", "noemie"}, {"Rémi", "remi"}};
constexpr Name kFamily[] = {
    {"Bernard", "bernard"},   {"Chevalier", "chevalier"}, {"Dupont", "dupont"},
    {"Faure", "faure"},       {"Girard", "girard"},       {"Lefèvre", "lefevre"},
    {"Marchand", "marchand"}, {"Noël", "noel"},           {"Perrin", "perrin"},
    {"Renaud", "renaud"},     {"Simon", "simon"},         {"Vasseur", "vasseur"}};
constexpr string_view kCompanies[] = {"{name} SARL", "Boulangerie {name}", "Cabinet {name}",
                                      "Transports {name}"};
constexpr string_view kGreetings[] = {"Bonjour,", "Bonsoir,", "Madame, Monsieur,",
                                      "Bonjour à toute l'équipe,"};
constexpr string_view kClosings[] = {"Cordialement,", "Merci d'avance,", "Bien à vous,",
                                     "Bonne journée,"};
constexpr string_view kDetails[] = {
    "Jusqu'à hier soir tout marchait, et rien n'a changé de notre côté.",
    "Nous avons essayé avec deux logiciels et depuis deux endroits, toujours pareil.",
    "Trois de mes collègues ont le même souci.",
    "Pourriez-vous regarder aujourd'hui ? Nos clients s'impatientent.",
    "J'ai tout redémarré deux fois, sans effet.",
    "L'écran affiche « opération échouée (code 17) ».",
    "Ce n'est pas pressé, mais j'aimerais en comprendre la cause.",
    "Écrivez-moi de préférence, je suis peu joignable par téléphone cette semaine."};
constexpr string_view kReplies[] = {
    "J'ai fait ce que vous demandiez et rien n'a changé.",
    "Voici ce que vous vouliez savoir : cela arrive sur chaque poste, une fois par heure environ.",
    "C'était rapide. Il reste un point : l'ancienne ligne s'affiche encore en page deux.",
    "Désolé pour le retard, j'étais absent. Oui, allez-y.",
    "C'est mieux, mais pas encore comme avant."};
constexpr string_view kThanks[] = {"Tout remarche, merci beaucoup !",
                                   "Parfait, vous pouvez fermer la demande.",
                                   "C'était bien cela. Merci de votre patience."};
constexpr string_view kQuestions[] = {
    "Depuis quand cela arrive-t-il, et quelque chose a-t-il changé juste avant ?",
    "Merci de nous envoyer le texte complet du message, avec l'heure.",
    "Pouvons-nous redémarrer le service cette nuit entre 2 et 3 heures ?"};
constexpr string_view kProgress[] = {
    "Nous avons trouvé la cause et y travaillons. Vous aurez de nos nouvelles aujourd'hui.",
    "Nous avons reproduit le problème et l'avons transmis à nos techniciens.",
    "Le changement est fait. Il faut parfois une heure pour qu'il soit visible partout.",
    "Nous avons corrigé la ligne. Reconnectez-vous et dites-nous ce que vous voyez."};
constexpr string_view kNotes[] = {"Client joint par téléphone, rappel demain.",
                                  "Même cause que la semaine dernière, voir le journal.",
                                  "Compris dans le contrat de maintenance, pas de facture.",
                                  "Ne pas fermer avant la réponse de la comptabilité."};

constexpr Words kWords{
    kGiven,
    kFamily,
    false,
    kCompanies,
    kGreetings,
    kClosings,
    kDetails,
    kReplies,
    kThanks,
    kQuestions,
    kProgress,
    kNotes,
    {{
        {"Courriel refusé pour {domain} ({ref})",
         "depuis hier soir le serveur refuse le mot de passe de notre boîte chez {domain}, alors "
         "que le webmail l'accepte.",
         "La boîte était bloquée après trop d'essais d'un ancien téléphone. Elle est débloquée ; "
         "retirez le compte de ce téléphone, s'il vous plaît."},
        {"Le site {domain} affiche une erreur ({ref})",
         "depuis ce matin notre site {domain} affiche une erreur interne sur chaque page.",
         "Un script avait épuisé la mémoire de {server}. Nous l'avons relancé et avons relevé la "
         "limite."},
        {"Facture {ref} prélevée deux fois", "la facture {ref} a été prélevée deux fois.",
         "Vous avez raison, la banque a envoyé l'ordre deux fois. Le second montant vous revient "
         "sous trois jours ouvrés."},
        {"Résiliation du contrat {ref} et remboursement",
         "nous voudrions résilier le contrat {ref} à la fin du mois et être remboursés du reste.",
         "Le contrat s'arrête à la fin du mois, le reste est en route vers votre compte."},
        {"Transfert de {domain} vers vous ({ref})",
         "nous voudrions transférer {domain} chez vous et avons le code d'autorisation.",
         "Le transfert est lancé. Confirmez le message de l'ancien prestataire, s'il vous plaît."},
        {"Certificat de {domain} expiré ({ref})",
         "les navigateurs avertissent nos visiteurs que le certificat de {domain} a expiré.",
         "Le renouvellement avait échoué à cause d'une entrée DNS. Le nouveau certificat est sur "
         "{server}."},
        {"Une offre plus grande pour la commande {ref} ?",
         "la commande {ref} devient trop petite et nous voudrions le prix de l'offre suivante.",
         "L'offre suivante a deux fois plus de place et coûte neuf de plus par mois."},
        {"Commande {ref} jamais arrivée",
         "la commande {ref} devait arriver vendredi dernier et reste introuvable.",
         "Le colis était au dépôt, faute d'adresse complète. Il repart demain."},
        {"Restauration d'un dossier sur {server} ({ref})",
         "quelqu'un chez nous a effacé le dossier des images ; nous le voudrions comme lundi.",
         "Le dossier est revenu tel qu'il était lundi soir, à côté de l'actuel."},
        {"Entrée DNS pour {domain} ({ref})",
         "merci d'ajouter un sous-domaine de {domain} qui mène à notre serveur.",
         "L'entrée est faite et visible sur tous nos serveurs de noms."},
    }}};

}  // namespace

const Words& french_words() { return kWords; }

}  // namespace desk::generate
