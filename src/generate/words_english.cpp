#include "generate/words.hpp"

namespace desk::generate {

namespace {

using std::string_view;

constexpr Name kGiven[] = {
    {"Alice", "alice"}, {"Ben", "ben"},     {"Carol", "carol"},   {"Daniel", "daniel"},
    {"Emma", "emma"},   {"Frank", "frank"}, {"Grace", "grace"},   {"Henry", "henry"},
    {"Iris", "iris"},   {"Jack", "jack"},   {"Kate", "kate"},     {"Liam", "liam"},
    {"Mary", "mary"},   {"Noah", "noah"},   {"Olivia", "olivia"}, {"Peter", "peter"}};
constexpr Name kFamily[] = {
    {"Adams", "adams"},       {"Baker", "baker"},     {"Clarke", "clarke"},  {"Dixon", "dixon"},
    {"Evans", "evans"},       {"Foster", "foster"},   {"Graham", "graham"},  {"Hughes", "hughes"},
    {"Ingram", "ingram"},     {"Jenkins", "jenkins"}, {"Knight", "knight"},  {"Lawson", "lawson"},
    {"Mitchell", "mitchell"}, {"Newton", "newton"},   {"O'Brien", "obrien"}, {"Palmer", "palmer"}};
constexpr string_view kCompanies[] = {"{name} & Sons Ltd", "{name} Consulting", "{name} Logistics",
                                      "The {name} Bakery"};
constexpr string_view kGreetings[] = {"Hello,", "Good morning,", "Hi there,", "Dear support team,"};
constexpr string_view kClosings[] = {"Kind regards,", "Thanks,", "Best wishes,", "Many thanks,"};
constexpr string_view kDetails[] = {
    "It worked until yesterday evening and nothing was changed on our side.",
    "We tried it with two programs and from two places, always with the same result.",
    "Three of my colleagues see it as well.",
    "Could you please have a look at it today? Our customers are asking already.",
    "I have restarted everything twice, without any effect.",
    "The message on the screen reads \"operation failed (code 17)\".",
    "There is no hurry, but I would like to understand the cause.",
    "This is the second time this month, so I would rather have it solved for good.",
    "Please write to me, I am hard to reach by telephone this week.",
    "If you need access to the server, tell me and I will open it for you."};
constexpr string_view kReplies[] = {
    "I did what you asked and nothing has changed.",
    "Here is what you wanted to know: it happens on every computer, about once an hour.",
    "That was quick. One thing is still open: the old entry is shown on the second page.",
    "Sorry for the late answer, I was away. Yes, please go ahead.",
    "It is better now, yet not as it was before.",
    "My colleague will send you the document this afternoon.",
    "Could you please explain the second step again? I cannot find that button."};
constexpr string_view kThanks[] = {"Everything works again, thank you very much!",
                                   "Perfect, you may close this.",
                                   "Great, that was it. Thank you for your patience."};
constexpr string_view kQuestions[] = {
    "Could you tell us since when this happens, and whether anything was changed shortly before?",
    "Please send us the whole text of the message, with the time at which you saw it.",
    "May we restart the service tonight between 2 and 3 o'clock?",
    "Which program do you use, and in which version?"};
constexpr string_view kProgress[] = {
    "We have found the cause and are working on it. You will hear from us today.",
    "We have repeated what you describe and handed it to our engineers.",
    "The change is made. It can take up to an hour until it is seen everywhere.",
    "We have corrected the entry. Please log in once more and tell us what you see.",
    "This needs a part from our supplier, which is ordered. We will keep you informed."};
constexpr string_view kNotes[] = {
    "Called the client, will call back tomorrow.",
    "Same cause as last week on the other machine, see the change log.",
    "Paid for by the maintenance contract, no invoice.",
    "Please do not close before the accounts department has answered.",
    "Client is friendly but in a hurry; keep the answers short."};

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
        {"Mail refused for {domain} ({ref})",
         "since last night the mail server refuses the password of our mailbox at {domain}, while "
         "webmail takes the very same one.",
         "The mailbox was locked after too many wrong attempts from one old telephone. We have "
         "unlocked it; please remove the account from that telephone."},
        {"Site {domain} answers with an error ({ref})",
         "our site {domain} answers with an internal server error on every page since this "
         "morning.",
         "A script had used up the memory of {server}. We have restarted it and raised the limit."},
        {"Invoice {ref}: payment counted twice",
         "our payment of invoice {ref} was taken from the account twice.",
         "You are right, the bank sent the order twice. The second amount goes back to you within "
         "three working days."},
        {"Cancelling contract {ref} and the refund",
         "we would like to cancel contract {ref} at the end of the month and have the remaining "
         "amount paid back.",
         "The contract ends with this month. The rest of the amount is on its way to your "
         "account."},
        {"Transfer of {domain} to you ({ref})",
         "we would like to move {domain} to you and have the authorisation code at hand.",
         "The transfer is started. Please confirm the message that the old provider sends you."},
        {"Certificate of {domain} has expired ({ref})",
         "browsers warn our visitors that the certificate of {domain} has expired.",
         "The automatic renewal had failed because of a DNS entry. The new certificate is "
         "installed on {server}."},
        {"Larger package for order {ref}?",
         "order {ref} becomes too small for us and we would like to know what the next larger "
         "package costs.",
         "The next package has twice the space and costs nine a month more; we can switch it over "
         "without an interruption."},
        {"Order {ref} has not arrived",
         "order {ref} was to arrive last Friday and has not been seen since.",
         "The parcel was held at the depot because of an incomplete address. It goes out again "
         "tomorrow."},
        {"Restore of a folder on {server} ({ref})",
         "somebody here has deleted the folder with the pictures, and we would like to have it "
         "back as it was on Monday.",
         "The folder is back as of Monday night, beside the present one, under the name "
         "restored."},
        {"DNS entry for {domain} ({ref})",
         "please add an entry for a new subdomain of {domain} that points to our own server.",
         "The entry is made and answers on all of our name servers."},
    }}};

}  // namespace

const Words& english_words() { return kWords; }

}  // namespace desk::generate
