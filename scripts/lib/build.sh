# shellcheck shell=bash
# Sourced: configures and builds a preset of CMakePresets.json into build/PRESET.
# shellcheck source=scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# build_preset PRESET [TARGET…] – everything when no target is named. Uses ccache where there is one.
build_preset() {
    local preset=$1
    shift
    if command -v ccache >/dev/null; then
        export CMAKE_C_COMPILER_LAUNCHER="${CMAKE_C_COMPILER_LAUNCHER:-ccache}"
        export CMAKE_CXX_COMPILER_LAUNCHER="${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}"
    fi
    say "Building $preset${*:+: $*}"
    (
        cd "$root"
        cmake --preset "$preset" >/dev/null &&
            cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"} >&2
    ) || die "building $preset failed; what went wrong stands above"
}
