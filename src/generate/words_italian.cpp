#include "generate/words.hpp"

namespace desk::generate {

namespace {

using std::string_view;

constexpr Name kGiven[] = {{"Alessandro", "alessandro"}, {"Beatrice", "beatrice"},
                           {"Carlo", "carlo"},           {"Daniela", "daniela"},
                           {"Elena", "elena"},           {"Fabio", "fabio"},
                           {"Giulia", "giulia"},         {"Irene", "irene"},
                           {"Lorenzo", "lorenzo"},       {"Marta", "marta"},
                           {"Niccolò", "niccolo"},       {"Ornella", "ornella"},
                           {"Paolo", "paolo"},           {"Roberta", "roberta"},
                           {"Simone", "simone"},         {"Viola", "viola"}};
constexpr Name kFamily[] = {
    {"Rossi", "rossi"},     {"Bianchi", "bianchi"},       {"Colombo", "colombo"},
    {"De Luca", "deluca"},  {"Esposito", "esposito"},     {"Ferrari", "ferrari"},
    {"Gallo", "gallo"},     {"Lombardi", "lombardi"},     {"Marini", "marini"},
    {"Neri", "neri"},       {"Pellegrini", "pellegrini"}, {"Ricci", "ricci"},
    {"Santoro", "santoro"}, {"Testa", "testa"},           {"Villa", "villa"},
    {"Zanetti", "zanetti"}};
constexpr string_view kCompanies[] = {"{name} S.r.l.", "Studio {name}", "Pasticceria {name}",
                                      "Officina {name} S.n.c."};
constexpr string_view kGreetings[] = {"Buongiorno,", "Salve,", "Gentile assistenza,", "Buonasera,"};
constexpr string_view kClosings[] = {"Cordiali saluti,", "Grazie,", "Distinti saluti,",
                                     "Grazie e a presto,"};
constexpr string_view kDetails[] = {
    "Fino a ieri sera funzionava tutto e da parte nostra non è cambiato nulla.",
    "Abbiamo provato con due programmi e da due sedi, sempre con lo stesso risultato.",
    "Succede anche a tre miei colleghi.",
    "Potreste guardarci oggi? I nostri clienti chiedono già notizie.",
    "Ho riavviato tutto due volte, senza alcun effetto.",
    "Sullo schermo compare \"operazione non riuscita (codice 17)\".",
    "Non c'è fretta, però vorrei capirne la causa.",
    "È la seconda volta questo mese: vorrei che si risolvesse una volta per tutte.",
    "Scrivetemi pure, questa settimana sono difficile da raggiungere per telefono.",
    "Se vi serve l'accesso al server ditemelo e ve lo apro."};
constexpr string_view kReplies[] = {
    "Ho fatto come mi avete scritto, ma non è cambiato nulla.",
    "Ecco quello che volevate sapere: succede su ogni computer, più o meno una volta all'ora.",
    "Velocissimi! Resta una cosa: nella seconda pagina si vede ancora la voce vecchia.",
    "Scusate il ritardo, ero fuori. Sì, procedete pure.",
    "Ora va meglio, ma non è ancora come prima.",
    "Il mio collega vi manda il documento oggi pomeriggio.",
    "Potete spiegarmi di nuovo il secondo passo? Non trovo quel pulsante."};
constexpr string_view kThanks[] = {"Ora funziona tutto, grazie mille!",
                                   "Perfetto, potete chiudere la richiesta.",
                                   "Era proprio quello. Grazie della pazienza."};
constexpr string_view kQuestions[] = {
    "Ci può dire da quando succede e se poco prima è stato cambiato qualcosa?",
    "Ci mandi per favore il testo completo del messaggio e l'ora in cui è comparso.",
    "Possiamo riavviare il servizio stanotte tra le 2 e le 3?",
    "Che programma usa, e in quale versione?"};
constexpr string_view kProgress[] = {
    "Abbiamo trovato la causa e ci stiamo lavorando. Le scriviamo in giornata.",
    "Abbiamo riprodotto il problema e l'abbiamo passato ai tecnici.",
    "La modifica è fatta. Può volerci un'ora prima che si veda ovunque.",
    "Abbiamo corretto la voce. Entri di nuovo, per favore, e ci dica che cosa vede.",
    "Serve un pezzo dal fornitore, già ordinato. La terremo informata."};
constexpr string_view kNotes[] = {"Sentito il cliente, si richiama domani.",
                                  "Stessa causa della settimana scorsa, vedi il registro.",
                                  "Compreso nel contratto di manutenzione, niente fattura.",
                                  "Non chiudere prima che abbia risposto la contabilità.",
                                  "Cliente cortese ma di fretta: risposte brevi."};

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
        {"Posta rifiutata per {domain} ({ref})",
         "da ieri sera il server di posta rifiuta la password della nostra casella su {domain}, "
         "mentre dalla webmail la stessa password va bene.",
         "La casella si era bloccata per i troppi tentativi di un vecchio telefono. L'abbiamo "
         "sbloccata; tolga per favore l'account da quel telefono."},
        {"Il sito {domain} dà errore ({ref})",
         "da stamattina il nostro sito {domain} risponde con un errore interno in ogni pagina.",
         "Uno script aveva esaurito la memoria di {server}. L'abbiamo riavviato e abbiamo alzato "
         "il limite."},
        {"Fattura {ref} pagata due volte",
         "il pagamento della fattura {ref} ci è stato addebitato due volte.",
         "Ha ragione, la banca ha inviato l'ordine due volte. Il secondo importo le torna entro "
         "tre giorni lavorativi."},
        {"Disdetta del contratto {ref} e rimborso",
         "vorremmo disdire il contratto {ref} a fine mese e avere indietro la parte non usata.",
         "Il contratto finisce con questo mese e il resto è in viaggio verso il suo conto."},
        {"Trasferimento di {domain} ({ref})",
         "vorremmo trasferire {domain} da voi e abbiamo già il codice di autorizzazione.",
         "Il trasferimento è avviato. Confermi per favore il messaggio del vecchio fornitore."},
        {"Certificato di {domain} scaduto ({ref})",
         "i browser avvisano i visitatori che il certificato di {domain} è scaduto.",
         "Il rinnovo automatico non era riuscito per una voce DNS. Il nuovo certificato è su "
         "{server}."},
        {"Pacchetto più grande per l'ordine {ref}?",
         "l'ordine {ref} ci sta stretto e vorremmo sapere quanto costa il pacchetto successivo.",
         "Il pacchetto successivo ha il doppio dello spazio, costa nove in più al mese e si cambia "
         "senza interruzioni."},
        {"Ordine {ref} mai arrivato",
         "l'ordine {ref} doveva arrivare venerdì scorso e non se n'è saputo più nulla.",
         "Il pacco era fermo in deposito per l'indirizzo incompleto: riparte domani."},
        {"Ripristino di una cartella su {server} ({ref})",
         "qualcuno da noi ha cancellato la cartella delle immagini; la vorremmo com'era lunedì.",
         "La cartella è tornata com'era lunedì notte, accanto a quella attuale."},
        {"Voce DNS per {domain} ({ref})",
         "vi chiediamo una voce per un nuovo sottodominio di {domain} che punti al nostro server.",
         "La voce è stata aggiunta e risponde da tutti i nostri server."},
    }}};

}  // namespace

const Words& italian_words() { return kWords; }

}  // namespace desk::generate
