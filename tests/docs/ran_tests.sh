#!/usr/bin/env bash
# Every test that docs/dialects/*.md names ran, on every database, and none was skipped or switched off.
#
# usage: ran_tests.sh SOURCE_FOLDER RESULTS   RESULTS: what `ctest --output-junit` wrote of a whole run
set -euo pipefail
source_folder=$1 results=$2

# NAME STATUS of every entry; the name without what a parametrised test has around it and behind it.
ran=$(grep -oE '<testcase name="[^"]*"[^>]* status="[a-z]+"' "$results" |
    sed -E 's#^<testcase name="([^" ]*)[^"]*".* status="([a-z]+)"#\1 \2#; s#^([^./ ]+/)?([^./ ]+\.[^/ ]+)[^ ]*#\2#' |
    sort -u)
[[ -n $ran ]] || {
    echo "$results tells of no test" >&2
    exit 1
}

wrong=$(
    grep -ohE '`[A-Z][A-Za-z0-9]+\.([A-Za-z][A-Za-z0-9_]*|\*)`' "$source_folder"/docs/dialects/*.md |
        tr -d '`' | grep -vE '\.(x|md|txt|php|json)$' | sort -u |
        awk 'NR == FNR { if ($2 == "run") did[$1]; else not_run[$1] = $2; next }
             {
                 name = $1; found = 0; bad = ""
                 if (sub(/\*$/, "", name)) {
                     for (test in did) if (index(test, name) == 1) found = 1
                     for (test in not_run) if (index(test, name) == 1) bad = test ": " not_run[test]
                 } else {
                     found = name in did
                     if (name in not_run) bad = name ": " not_run[name]
                 }
                 if (bad != "") print bad; else if (!found) print name ": not there"
             }' <(printf '%s\n' "$ran") -
)
[[ -z $wrong ]] || {
    printf 'docs/dialects names tests that did not run:\n%s\n' "$wrong" >&2
    exit 1
}
