#!/usr/bin/env bash
# Every test that docs/dialects/*.md names must be in the list of tests, and every golden file must be
# named by one of these pages.
#
# usage: named_tests.sh SOURCE_FOLDER CTEST BUILD_FOLDER
set -euo pipefail
source_folder=$1 ctest=$2 build_folder=$3

# Names of CTest entries without what a parametrised test has around them: Prefix/Suite.Name/Parameter.
known=$("$ctest" --test-dir "$build_folder" -N |
    sed -nE 's/^ *Test +#[0-9]+: +//p' | sed -E 's#^([^./]+/)?([^./]+\.[^/]+).*#\2#' | sort -u)

# `Suite.Name` in code marks; `Suite.*` stands for any test of a suite, `Suite.x` explains how they are named.
named=$(grep -ohE '`[A-Z][A-Za-z0-9]+\.([A-Za-z][A-Za-z0-9_]*|\*)`' "$source_folder"/docs/dialects/*.md | tr -d '`' |
    grep -vE '\.(x|md|txt|php|json)$' | sort -u)
missing=$(
    comm -23 <(grep -v '\*$' <<<"$named") <(printf '%s\n' "$known")
    while read -r suite; do
        grep -q "^${suite%\*}" <<<"$known" || echo "$suite"
    done < <(grep '\*$' <<<"$named" || true)
)
[[ -z $missing ]] || {
    printf 'docs/dialects names tests that do not exist:\n%s\n' "$missing" >&2
    exit 1
}

unnamed=$(
    for file in "$source_folder"/tests/wire/*/*.http; do
        suite=$(basename "$(dirname "$file")")
        echo "${suite^}Wire.$(basename "$file" .http)"
    done | sort | comm -23 - <(printf '%s\n' "$named")
)
[[ -z $unnamed ]] || {
    printf 'no page of docs/dialects names these golden files:\n%s\n' "$unnamed" >&2
    exit 1
}
echo "$(wc -l <<<"$named") names, all of tests that exist"
