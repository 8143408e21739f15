#!/usr/bin/env bash
# A PostgreSQL 15 of our own for tests and benchmarks: private folder, free loopback port, UTF-8, gone
# when its caller ends. No server of the machine is touched.
#
# usage: scripts/lib/postgres.sh run [--durable] CMD…
#
# Starts it, runs CMD with POLYDESK_TEST_POSTGRESQL=postgresql://postgres@127.0.0.1:PORT/postgres, stops
# it, and ends as CMD ended. --durable keeps fsync on, for measuring; without it a crash of the machine
# would lose the data, which no test minds.
#
# Sourced, it offers the same as functions: postgres_start [--durable] and postgres_stop; the latter
# belongs into the caller's EXIT trap.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

postgres_bin=/usr/lib/postgresql/15/bin
postgres_folder=

# initdb and postgres refuse to run as root, so root becomes `postgres`; anybody else stays themselves.
as_postgres() {
    if [[ $EUID -eq 0 ]]; then
        (cd / && runuser -u postgres -- "$@")
    else
        (cd / && "$@")
    fi
}

postgres_start() {
    local options=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
    # As a server that has run for a while: its WAL files are there already and used again.
    if [[ ${1:-} == --durable ]]; then options=(-c min_wal_size=1GB -c max_wal_size=4GB); fi
    [[ -x $postgres_bin/initdb ]] || die "PostgreSQL 15 is not installed (Debian package postgresql-15)"

    postgres_folder="$(mktemp -d "${TMPDIR:-/tmp}/polydesk-postgres.XXXXXX")"
    if [[ $EUID -eq 0 ]]; then chown postgres: "$postgres_folder"; fi
    as_postgres "$postgres_bin/initdb" --pgdata="$postgres_folder/data" --username=postgres \
        --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"/dev/null"
    # One user whom it asks for a password, for the tests of a wrong one.
    sed -i '1i host all with_password 127.0.0.1/32 scram-sha-256' "$postgres_folder/data/pg_hba.conf"

    local port
    for _ in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 12000))  # below the range that clients get their ports from
        if as_postgres "$postgres_bin/pg_ctl" --pgdata="$postgres_folder/data" --silent --wait \
            --log="$postgres_folder/log" --options="-c listen_addresses=127.0.0.1 -c port=$port \
            -c unix_socket_directories= -c max_connections=200 -c timezone=UTC ${options[*]}" start; then
            export POLYDESK_TEST_POSTGRESQL="postgresql://postgres@127.0.0.1:$port/postgres"
            return
        fi
    done >&2
    as_postgres tail -n 20 "$postgres_folder/log" >&2 || true
    die "PostgreSQL did not start; its last words stand above"
}

# Also right when nothing was started, or the start failed half-way.
postgres_stop() {
    [[ -n $postgres_folder ]] || return 0
    if [[ -e $postgres_folder/data/postmaster.pid ]]; then
        as_postgres "$postgres_bin/pg_ctl" --pgdata="$postgres_folder/data" --silent --wait \
            --mode=immediate stop >&2 || true
    fi
    rm -rf "$postgres_folder"
    postgres_folder=
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    help_if_asked "${1:-}"
    [[ ${1:-} == run ]] || die "usage: scripts/lib/postgres.sh run [--durable] CMD…"
    shift
    durable=()
    if [[ ${1:-} == --durable ]]; then durable=(--durable) && shift; fi
    trap postgres_stop EXIT
    postgres_start "${durable[@]}"
    "$@"
fi
