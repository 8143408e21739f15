#!/usr/bin/env bash
# Keliweb's API by plain curl against a served demo desk: `--form` for tokens and tickets as in the vendor's curl samples,
# `--data-urlencode`, files from disk, a page's preflight.
# usage: keliweb_curl.sh SCENARIO
# shellcheck disable=SC2317  # scenarios are called by their names
set -euo pipefail

scenarios=(
    logs_in_by_form_and_reads
    opens_and_replies_by_form
    sends_files_and_gets_one_back
    sends_urlencoded_text_and_no_content_type
    closes_its_ticket
    is_told_what_is_wrong_with_a_token_call
    asks_before_it_calls_from_a_page
)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

die() {
    echo "$*" >&2
    exit 1
}

expect() { # found, expected, what
    [[ $1 == "$2" ]] || die "$3 is '$1', expected '$2'"
}

# send PATH OPTION… sets status and answer
send() {
    local path=$1
    shift
    status=$(curl --silent --show-error --output "$folder/answer" --write-out '%{http_code}' "$@" "$DESK_URL$path")
    answer=$(<"$folder/answer")
}

# keliweb METHOD OPTION… with the token of log_in
keliweb() {
    local method=$1
    shift
    send "/api/v2/keliweb/$method" --request POST --compressed --header "Authorization: Bearer $token" "$@"
    expect "$status" 200 "the status of $method ($answer)"
}

# value PATH of the answer: "tickets.ticket.0.id"
# shellcheck disable=SC2016
value() {
    php -r '$value = json_decode(stream_get_contents(STDIN), true);
        foreach (explode(".", $argv[1]) as $key) $value = $value[$key] ?? null;
        echo is_array($value) ? json_encode($value) : $value;' "$1" <<<"$answer"
}

client=(--form "client_id=${DESK_CLIENT_ID-}" --form "client_secret=${DESK_CLIENT_SECRET-}")
user=(--form grant_type=password --form "username=${DESK_LOGIN-}" --form "password=${DESK_PASSWORD-}")

log_in() {
    send /oauth/token --request POST "${client[@]}" "${user[@]}"
    expect "$status" 200 "the token call ($answer)"
    token=$(value access_token)
}

open_ticket() { # sets id and number
    keliweb open-ticket --form deptid=1 --form 'subject=Da curl' --form 'message=Buongiorno' "$@"
    expect "$(value result)" success "open-ticket ($answer)"
    id=$(value id)
    number=$(value tid)
}

token_refused() { # status, error, hint, OPTION…
    send /oauth/token --request POST "${@:4}"
    expect "$status $(value error) $(value hint)" "$1 $2 $3" "the answer to ${*:4}"
}

logs_in_by_form_and_reads() {
    log_in
    expect "$(value token_type) $(value expires_in)" 'Bearer 3600' 'the token'
    local refresh
    refresh=$(value refresh_token)
    keliweb get-ticket --form ticketid=1
    expect "$(value result) $(value tid)" 'success 516757' get-ticket
    send /oauth/token --request POST "${client[@]}" --form grant_type=refresh_token --form "refresh_token=$refresh"
    expect "$status" 200 "the refresh ($answer)"
    local old=$token
    token=$(value access_token)
    keliweb get-ticket --form ticketnum=#516757
    expect "$(value ticketid)" 1 'the ticket by its number'
    send /api/v2/keliweb/get-ticket --header "Authorization: Bearer $old" --form ticketid=1
    expect "$status $answer" '401 {"result":"error","message":"Unauthenticated."}' 'the answer to the old token'
}

opens_and_replies_by_form() {
    log_in
    open_ticket --form markdown=true
    keliweb add-ticket-reply --form "ticketid=$id" --form clientid=1 --form useMarkdown=1 --form 'message=Ancora io'
    expect "$answer" '{"result":"success"}' add-ticket-reply
    keliweb get-ticket --form "ticketnum=$number"
    expect "$(value status) $(value replies.reply.1.message)" 'Customer-Reply Ancora io' 'the ticket'
}

sends_files_and_gets_one_back() {
    log_in
    head --bytes 300000 /dev/urandom >"$folder/foto.png"
    echo 'una riga' >"$folder/registro.txt"
    open_ticket --form "attachments[]=@$folder/foto.png;type=image/png" --form "attachments[]=@$folder/registro.txt"
    keliweb get-ticket-attachment --form type=ticket --form "relatedid=$id" --form index=0
    expect "$(value filename)" foto.png 'the name'
    value data | base64 --decode | cmp - "$folder/foto.png" || die 'the file is not the same'
    local json
    json='[{"filename":"a.txt","data":"'$(base64 --wrap=0 "$folder/registro.txt")'"}]'
    keliweb add-ticket-reply --form "ticketid=$id" --form message=Ecco --form "attachments=$(base64 --wrap=0 <<<"$json")"
    keliweb get-ticket --form "ticketid=$id"
    expect "$(value replies.reply.1.attachments)" '[{"filename":"a.txt","index":"0"}]' 'the files of the reply'
    keliweb open-ticket --form deptid=1 --form subject=S --form message=M --form "attachments[]=@$folder/foto.png;filename=run.exe"
    expect "$(value message)" 'File Not Allowed: run.exe' 'the refusal'
}

sends_urlencoded_text_and_no_content_type() {
    log_in
    local text='più & più; 100% = tutto + niente'
    keliweb open-ticket --data deptid=1 --data-urlencode 'subject=Da curl' --data-urlencode "message=$text"
    id=$(value id)
    keliweb get-ticket --header 'Content-Type:' --data "ticketid=$id"
    expect "$(value replies.reply.0.message)" "$text" 'the message'
    keliweb get-tickets --data limitnum=1
    expect "$(value totalresults) $(value tickets.ticket.0.id)" "2 $id" get-tickets
}

closes_its_ticket() {
    log_in
    open_ticket
    keliweb update-ticket --form "ticketid=$id" --form status=Closed --form 'cc=a@example.org'
    expect "$answer" '{"result":"success","ticketid":"'"$id"'"}' update-ticket
    keliweb get-ticket --form "ticketid=$id"
    expect "$(value status) $(value cc)" 'Closed a@example.org' 'the ticket'
}

is_told_what_is_wrong_with_a_token_call() {
    token_refused 401 invalid_client '' "${user[@]}" --form "client_id=$DESK_CLIENT_ID" --form client_secret=wrong
    token_refused 400 invalid_grant '' "${client[@]}" "${user[@]:0:4}" --form password=wrong
    # shellcheck disable=SC2016
    token_refused 400 invalid_request 'Check the `password` parameter' "${client[@]}" "${user[@]:0:4}"
    token_refused 400 unsupported_grant_type 'Check that all required parameters have been provided' "${client[@]}"
    token_refused 401 invalid_request 'Cannot decrypt the refresh token' "${client[@]}" \
        --form grant_type=refresh_token --form refresh_token=def502
    send /oauth/token --get --data grant_type=password
    expect "$status" 405 'the status of GET'
}

asks_before_it_calls_from_a_page() {
    local path methods
    for path in api/v2/keliweb/{open-ticket,update-ticket,get-tickets} oauth/{token,revoke,tokens/x}; do
        send "/$path" --request OPTIONS --dump-header "$folder/head" --header 'Origin: https://shop.example' \
            --header 'Access-Control-Request-Method: POST' --header 'Access-Control-Request-Headers: authorization,cache-control'
        methods=$(sed -n 's/^access-control-allow-methods: \(.*\)\r$/\1/ip' "$folder/head")
        case $path in
            */tokens/*) expect "$status $methods" '204 DELETE, OPTIONS' "the preflight of $path" ;;
            *) expect "$status $methods" '204 POST, OPTIONS' "the preflight of $path" ;;
        esac
        grep --quiet --ignore-case '^access-control-allow-origin: \*' "$folder/head" || die "no origin is let in to $path"
    done
}

for scenario in "${scenarios[@]}"; do
    if [[ $scenario == "${1-}" ]]; then
        "$scenario"
        exit
    fi
done
{
    echo 'no such scenario; there are:'
    printf '  %s\n' "${scenarios[@]}"
} >&2
exit 2
