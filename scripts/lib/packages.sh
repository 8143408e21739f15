# shellcheck shell=bash
# Sourced: installs what is missing of the packages in packages.txt.
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# packages_of GROUP… – their names, one a line.
packages_of() {
    local group
    for group in "$@"; do
        awk -v group="[$group]" '/^\[/ {inside = ($0 == group); next} inside && /^[^#]/ {print}' \
            "$root/scripts/lib/packages.txt"
    done | sort -u
}

# install_packages GROUP… – asks for nothing, and does not even look at the network, when all are there,
# under their own name or provided by another package (npm by a newer nodejs).
install_packages() {
    local package missing=()
    local -A is_installed=()
    while read -r package; do
        is_installed[$package]=1
    done < <(dpkg-query -W -f='${db:Status-Status} ${Package} ${Provides}\n' |
        sed -n 's/^installed //p' | tr -s ' ,' '\n\n')
    while read -r package; do
        [[ -v is_installed[$package] ]] || missing+=("$package")
    done < <(packages_of "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0

    say "Installing ${missing[*]}"
    if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
        die "these Debian packages are missing, and neither is this user root nor is there a sudo.
As root: apt-get install ${missing[*]}"
    fi
    # The tests start a server of their own; the cluster that the package would make is not wanted.
    local no_cluster=/etc/postgresql-common/createcluster.d/polydesk.conf
    as_root mkdir -p "$(dirname "$no_cluster")"
    echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
    as_root apt-get update -q >&2
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
    as_root rm -f "$no_cluster"
}
