#include "generate/words.hpp"

namespace desk::generate {

namespace {

using std::string_view;

constexpr Name kGiven[] = {{"Anja", "anja"},     {"Björn", "bjoern"},   {"Claudia", "claudia"},
                           {"Dieter", "dieter"}, {"Eva", "eva"},        {"Florian", "florian"},
                           {"Heike", "heike"},   {"Jürgen", "juergen"}, {"Katrin", "katrin"},
                           {"Lukas", "lukas"},   {"Monika", "monika"},  {"Sönke", "soenke"}};
constexpr Name kFamily[] = {
    {"Becker", "becker"},      {"Fischer", "fischer"}, {"Groß", "gross"},
    {"Hoffmann", "hoffmann"},  {"Jäger", "jaeger"},    {"Krüger", "krueger"},
    {"Lehmann", "lehmann"},    {"Müller", "mueller"},  {"Neumann", "neumann"},
    {"Schröder", "schroeder"}, {"Vogel", "vogel"},     {"Weiß", "weiss"}};
constexpr string_view kCompanies[] = {"{name} GmbH", "Bäckerei {name}", "{name} & Partner",
                                      "Autohaus {name} KG"};
constexpr string_view kGreetings[] = {"Guten Tag,", "Hallo,", "Sehr geehrte Damen und Herren,",
                                      "Guten Morgen,"};
constexpr string_view kClosings[] = {"Mit freundlichen Grüßen", "Viele Grüße", "Danke und Gruß",
                                     "Freundliche Grüße"};
constexpr string_view kDetails[] = {
    "Bis gestern Abend ging alles, und bei uns wurde nichts geändert.",
    "Wir haben es mit zwei Programmen und von zwei Orten aus versucht, immer mit demselben "
    "Ergebnis.",
    "Drei meiner Kollegen geht es genauso.",
    "Können Sie bitte heute noch nachsehen? Unsere Kunden fragen schon.",
    "Ich habe alles zweimal neu gestartet, ohne Wirkung.",
    "Auf dem Bildschirm steht \"Vorgang fehlgeschlagen (Code 17)\".",
    "Es eilt nicht, aber ich wüsste gern den Grund.",
    "Bitte schreiben Sie mir, telefonisch bin ich diese Woche schlecht zu erreichen."};
constexpr string_view kReplies[] = {
    "Ich habe das so gemacht, und es hat sich nichts geändert.",
    "Hier das Gewünschte: Es passiert auf jedem Rechner, etwa einmal in der Stunde.",
    "Das ging schnell. Eines ist noch offen: Auf der zweiten Seite steht der alte Eintrag.",
    "Entschuldigen Sie die späte Antwort, ich war unterwegs. Ja, bitte machen Sie das.",
    "Es ist besser, aber noch nicht wie vorher."};
constexpr string_view kThanks[] = {"Jetzt geht alles wieder, vielen Dank!",
                                   "Wunderbar, das können Sie schließen.",
                                   "Genau das war es. Danke für Ihre Geduld."};
constexpr string_view kQuestions[] = {
    "Seit wann ist das so, und wurde kurz vorher etwas geändert?",
    "Bitte schicken Sie uns den vollen Text der Meldung und die Uhrzeit dazu.",
    "Dürfen wir den Dienst heute Nacht zwischen 2 und 3 Uhr neu starten?"};
constexpr string_view kProgress[] = {
    "Wir haben die Ursache gefunden und arbeiten daran. Sie hören heute noch von uns.",
    "Wir können das nachstellen und haben es unserer Technik gegeben.",
    "Die Änderung ist gemacht. Bis sie überall zu sehen ist, kann eine Stunde vergehen.",
    "Wir haben den Eintrag berichtigt. Bitte melden Sie sich noch einmal an."};
constexpr string_view kNotes[] = {"Mit dem Kunden telefoniert, Rückruf morgen.",
                                  "Gleiche Ursache wie letzte Woche, siehe Änderungsbuch.",
                                  "Durch den Wartungsvertrag bezahlt, keine Rechnung.",
                                  "Erst schließen, wenn die Buchhaltung geantwortet hat."};

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
        {"E-Mail für {domain} abgelehnt ({ref})",
         "seit gestern Abend lehnt der Mailserver das Kennwort unseres Postfachs bei {domain} ab, "
         "während es im Webmailer angenommen wird.",
         "Das Postfach war nach zu vielen falschen Versuchen eines alten Telefons gesperrt. Es ist "
         "wieder frei; bitte entfernen Sie das Konto von jenem Telefon."},
        {"Seite {domain} meldet einen Fehler ({ref})",
         "unsere Seite {domain} meldet seit heute früh auf jeder Seite einen internen Fehler.",
         "Ein Skript hatte den Speicher von {server} aufgebraucht. Wir haben neu gestartet und die "
         "Grenze erhöht."},
        {"Rechnung {ref} doppelt abgebucht", "die Rechnung {ref} wurde uns zweimal abgebucht.",
         "Sie haben recht, die Bank hat zweimal gebucht. Der zweite Betrag ist in drei Werktagen "
         "zurück."},
        {"Kündigung des Vertrags {ref} und Erstattung",
         "wir möchten den Vertrag {ref} zum Monatsende kündigen und den Rest erstattet bekommen.",
         "Der Vertrag endet mit diesem Monat, der Rest ist auf dem Weg auf Ihr Konto."},
        {"Umzug von {domain} zu Ihnen ({ref})",
         "wir möchten mit {domain} zu Ihnen umziehen; den Autorisierungscode haben wir.",
         "Der Umzug läuft. Bitte bestätigen Sie die Nachricht des alten Anbieters."},
        {"Zertifikat von {domain} abgelaufen ({ref})",
         "die Browser warnen unsere Besucher, das Zertifikat von {domain} sei abgelaufen.",
         "Die Verlängerung war an einem DNS-Eintrag gescheitert. Das neue Zertifikat liegt auf "
         "{server}."},
        {"Größeres Paket zum Auftrag {ref}?",
         "der Auftrag {ref} wird uns zu klein, und wir wüssten gern, was das nächste Paket kostet.",
         "Das nächste Paket hat doppelt so viel Platz und kostet neun im Monat mehr."},
        {"Bestellung {ref} nicht angekommen",
         "die Bestellung {ref} sollte letzten Freitag kommen und ist seither verschwunden.",
         "Das Paket lag wegen unvollständiger Anschrift im Lager und geht morgen wieder hinaus."},
        {"Ordner auf {server} wiederherstellen ({ref})",
         "bei uns hat jemand den Ordner mit den Bildern gelöscht; wir hätten ihn gern wie am "
         "Montag.",
         "Der Ordner ist wieder da, wie er Montagnacht war, neben dem jetzigen."},
        {"DNS-Eintrag für {domain} ({ref})",
         "bitte tragen Sie eine neue Subdomain von {domain} ein, die auf unseren Server zeigt.",
         "Der Eintrag ist gemacht und auf allen Nameservern zu sehen."},
    }}};

}  // namespace

const Words& german_words() { return kWords; }

}  // namespace desk::generate
