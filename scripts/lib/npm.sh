#!/usr/bin/env bash
# Installs the npm packages that a folder's package-lock.json names, into its node_modules; does not even
# look at the network when all are there.
#
# usage: scripts/lib/npm.sh FOLDER…
#
# Sourced, it offers the same as the function install_node_modules.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# install_node_modules FOLDER… – below the tree. What npm has installed it notes in a file of its own, at the end.
install_node_modules() {
    local folder
    for folder in "$@"; do
        if [[ $root/$folder/node_modules/.package-lock.json -nt $root/$folder/package-lock.json ]]; then
            continue
        fi
        say "Installing the npm packages of $folder"
        (cd "$root/$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) ||
            die "the npm packages of $folder could not be installed; what went wrong stands above"
        touch "$root/$folder/node_modules/.package-lock.json"
    done
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    help_if_asked "${1:-}"
    [[ $# -gt 0 ]] || die "usage: scripts/lib/npm.sh FOLDER…"
    install_node_modules "$@"
fi
