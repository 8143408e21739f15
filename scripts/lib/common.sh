# shellcheck shell=bash
# Sourced by every script: where the tree is, how to speak, how to become root.

# shellcheck disable=SC2034
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

say() { printf '\n== %s\n' "$*" >&2; }

die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# usage TEXT ARGUMENT… – prints the first comment block of the calling script if --help was asked for.
help_if_asked() {
    local argument
    for argument in "$@"; do
        if [[ $argument == --help || $argument == -h ]]; then
            sed -n '2,/^[^#]/{s/^# \{0,1\}//;t p;d;:p p}' "$0"
            exit 0
        fi
    done
}

# as_root CMD… – as it is for root, through sudo for anybody else.
as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this needs root: neither is this user root nor is there a sudo. Run as root: $*"
    fi
}
