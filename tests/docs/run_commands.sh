#!/usr/bin/env bash
# Runs the commands that a page prints, as printed: every fenced block of `sh` or `console`, from top to bottom,
# in one folder, with the binary under test as `polydesk`. A block fails when a command ends with anything but 0, when
# an HTTP answer is a refusal, or when a `console` block prints something else than it shows.
#
# usage: run_commands.sh SOURCE_FOLDER BINARY PAGE
#
# What a page may say in a comment line right above a block (readers do not see it):
#   <!-- not run: REASON -->             the block is left out
#   <!-- run in the background -->       it serves: the page goes on once it answers, and it is stopped at the end
#   <!-- run with the server stopped --> what serves is stopped for this block, and started again after it
# A `console` block shows commands after `$ `, and what they print; … in a line stands for anything.
#
# What a reader has to fill in is filled in: IDENTIFIER, SECRET, API_KEY, CLIENT_ID, CLIENT_SECRET, TOKEN and PASSWORD
# with what the page's commands have printed last; DATABASE and EMPTY_DATABASE with the URLs of fresh databases of
# the tests' PostgreSQL. Port 8080 may be taken here: the server takes a free one, and the commands are sent
# there. The scripts of the tree find their build done.
set -euo pipefail

source_folder=$1 binary=$(realpath "$2") page=$3
work=$(mktemp -d)
folder=$work/tree  # what the reader works in
mkdir -p "$folder/build/release" "$work/bin" "$work/blocks"

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

# --- the reader's machine -----------------------------------------------------------------------------

cp -r "$source_folder/scripts" "$folder"
echo 'build_preset() { :; }' >>"$folder/scripts/lib/build.sh"
ln -s "$binary" "$folder/build/release/polydesk"
ln -s "$binary" "$work/bin/polydesk"
real_curl=$(command -v curl)
printf '#!/bin/sh\nexec %s --fail-with-body "$@"\n' "$real_curl" >"$work/bin/curl"
chmod +x "$work/bin/curl"
export PATH=$work/bin:$PATH POLYDESK_LISTEN=127.0.0.1:0

databases=()
new_database() {
    [[ -n ${POLYDESK_TEST_POSTGRESQL:-} ]] ||
        fail "the page needs PostgreSQL: scripts/lib/postgres.sh run ctest …"
    local name=docs_${RANDOM}_$$_${#databases[@]}
    psql -q "$POLYDESK_TEST_POSTGRESQL" -c "CREATE DATABASE $name"
    databases+=("$name")
    fresh_database=${POLYDESK_TEST_POSTGRESQL%/*}/$name
}

port=8080
server_pid=
server_block=
stop_server() {
    [[ -n $server_pid ]] || return 0
    kill -TERM "$server_pid"
    wait "$server_pid" || { cat "$work/log" >&2; fail "the server ends with $?"; }
    server_pid=
}
cleanup() {
    local status=$?
    [[ -z $server_pid ]] || kill -TERM "$server_pid" 2>/dev/null || true
    for name in "${databases[@]}"; do
        psql -q "$POLYDESK_TEST_POSTGRESQL" -c "DROP DATABASE $name WITH (FORCE)" || true
    done
    rm -rf "$work"
    exit $status
}
trap cleanup EXIT

# --- blocks -------------------------------------------------------------------------------------------

# NNN.sh or NNN.console, and NNN.mark with the comment above it and NNN.line with its place.
awk -v out="$work/blocks" '
    inside && /^```/ { inside = 0; close(file); next }
    inside { print > file; next }
    /^```(sh|console)$/ {
        kind = substr($0, 4); name = sprintf("%s/%03d", out, ++count); file = name "." kind
        printf "" > file; print mark > (name ".mark"); print NR > (name ".line")
        inside = 1; mark = ""; next
    }
    /^```./ { inside = 1; file = "/dev/null"; next }
    /^<!--.*-->$/ { mark = $0; next }
    { mark = "" }' "$page"

declare -A filled=()
# Remembers what a command has printed for the reader to use.
learn() {
    local name value
    while read -r name value; do
        [[ -n $value ]] && filled[${name^^}]=$value
    done < <(sed -nE \
        -e "s/.*Bearer ([A-Za-z0-9._-]{20,}).*/token \1/p" \
        -e 's/^(.*[^_a-z]|)(identifier|secret|api_key|client_id|client_secret|password)"?[ :]+"?([^" ,]{8,}).*/\2 \3/p' \
        -e 's/^(.*[^_a-z]|)access_token"?[ :]+"?([^" ,]{8,}).*/token \2/p' "$1")
}
# The block as a reader would type it.
fill_in() {
    local text name
    text=$(<"$1")
    text=${text//127.0.0.1:8080/127.0.0.1:$port}
    for name in EMPTY_DATABASE DATABASE; do
        if [[ -z ${filled[$name]:-} ]] && grep -qw "$name" <<<"$text"; then
            new_database
            filled[$name]=$fresh_database
        fi
    done
    for name in "${!filled[@]}"; do
        text=$(NAME=$name VALUE=${filled[$name]} perl -pe 's/\b$ENV{NAME}\b/$ENV{VALUE}/g' <<<"$text")
    done
    printf '%s\n' "$text" >"$2"
}

start_server() {
    stop_server  # the one before, as a reader ends it
    server_block=$1
    local pipe=$work/pipe line
    mkfifo "$pipe"
    # exec: the signal of the end is for the server itself.
    (cd "$folder" && exec bash -euo pipefail -c "$(sed -E '$s/^/exec /' "$1")") >"$pipe" 2>&1 &
    server_pid=$!
    exec {log}<"$pipe"
    rm "$pipe"
    : >"$work/log"
    while read -r line <&"$log"; do
        printf '%s\n' "$line" >>"$work/log"
        [[ $line =~ \"serving\".*\"listen\":\"[^\"]*:([0-9]+)\" ]] && break
    done
    [[ -n ${BASH_REMATCH[1]:-} ]] || { cat "$work/log" >&2; fail "it does not serve"; }
    port=${BASH_REMATCH[1]}
    learn "$work/log"
    cat <&"$log" >>"$work/log" &
}

run_sh() {
    local status=0
    (cd "$folder" && bash -euo pipefail "$1") >"$work/out" 2>&1 </dev/null || status=$?
    cat "$work/out"
    [[ $status -eq 0 ]] || fail "$page, the block at line $2, ends with $status"
    ! grep -q '"result":"error"' "$work/out" || fail "$page, the block at line $2, is refused"
    learn "$work/out"
}

# Whether a command has printed what is shown; … stands for anything.
is_as_shown() {
    perl -e '
        my ($shown, $printed) = map { local (@ARGV, $/) = $_; <> // "" } @ARGV;
        my $pattern = join ".*?", map { quotemeta } split /…/, $shown, -1;
        exit($printed =~ /\A$pattern\z/s ? 0 : 1)' "$1" "$2"
}

# Each command of a console block, and what is shown below it.
run_console() {
    local command_file
    (cd "$work" && rm -f command.* && awk '
        /^\$ / { file = sprintf("command.%03d", ++count); print substr($0, 3) > file; printf "" > (file "-shown"); next }
        { print > (file "-shown") }' "$1")
    for command_file in "$work"/command.???; do
        fill_in "$command_file" "$work/command"
        run_sh "$work/command" "$2"
        is_as_shown "$command_file-shown" "$work/out" ||
            fail "$page, line $2: it prints something else than it shows: $(diff "$command_file-shown" "$work/out")"
    done
}

shopt -s nullglob
ran=0
for mark_file in "$work"/blocks/*.mark; do
    name=${mark_file%.mark}
    mark=$(<"$mark_file") line=$(<"$name.line")
    block=$name.sh
    [[ -e $block ]] || block=$name.console
    if [[ $mark == '<!-- not run: '?*' -->' ]]; then
        echo "== line $line: ${mark:5:-4}"
        continue
    fi
    echo "== line $line"
    cat "$block"
    echo "--"
    ran=$((ran + 1))
    case $mark in
        '<!-- run in the background -->')
            fill_in "$block" "$name.filled"
            start_server "$name.filled"
            ;;
        '<!-- run with the server stopped -->')
            stop_server
            fill_in "$block" "$name.filled"
            run_sh "$name.filled" "$line"
            start_server "$server_block"
            ;;
        *'run'*) fail "$page, line $line: what is meant by $mark?" ;;
        *)
            if [[ $block == *.console ]]; then
                run_console "$block" "$line"
            else
                fill_in "$block" "$name.filled"
                run_sh "$name.filled" "$line"
            fi
            ;;
    esac
done
stop_server
echo "$ran blocks of $(basename "$page") do what they say"
