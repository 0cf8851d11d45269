#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project one after another.
#
#   bash tests/run.sh           everything
#   bash tests/run.sh Core      only projects whose name contains "Core"
#
# The last line is "N passed, N failed" (and ", N skipped" if any). Non-zero exit on a failed test, a failed build,
# a test run that broke off, or when no test ran.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

filter=${1:-}
results=artifacts/test-results
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*" >&2; }
finish() { # passed failed skipped
    local skipped=""
    [ "$3" -gt 0 ] && skipped=", $3 skipped"
    printf '%s passed, %s failed%s\n' "$1" "$2" "$skipped"
    [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
    exit
}

# A test project is one named *.Tests, or EndToEnd (as in tests/Directory.Build.props).
projects=()
for file in tests/*/*.csproj; do
    name=$(basename "$file" .csproj)
    case $name in *.Tests | *.EndToEnd) ;; *) continue ;; esac
    case $name in *"$filter"*) projects+=("$name") ;; esac
done
if [ ${#projects[@]} -eq 0 ]; then
    say "No test project's name contains '$filter'."
    finish 0 0 0
fi

# --- what the tests need from the system, only when it is missing
install_missing() { # command:package ...
    local need packages=()
    for need in "$@"; do
        # nginx lives in sbin, which is not on every user's path
        PATH=$PATH:/usr/sbin:/sbin command -v "${need%%:*}" >/dev/null || packages+=("${need#*:}")
    done
    [ ${#packages[@]} -eq 0 ] && return 0

    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
            say "Missing: ${packages[*]}. Cannot install without root or sudo; the tests that need them will fail."
            return 1
        fi
        root=(sudo -n)
    fi
    if ! command -v apt-get >/dev/null; then
        say "Missing: ${packages[*]}. There is no apt-get here: install them by hand; the tests that need them will fail."
        return 1
    fi

    say "Installing ${packages[*]} …"
    local log
    log=$(mktemp)
    if ! { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        say "Could not install ${packages[*]}; the tests that need them will fail."
        return 1
    fi
    rm -f "$log"
}

case " ${projects[*]} " in
    *EndToEnd*) install_missing chromium:chromium nginx:nginx faketime:faketime ;;
esac

# --- build once; with a filter only what it names
say "Building …"
builds=(AuthMesh.sln)
[ -n "$filter" ] && builds=("${projects[@]/#/tests/}")
for build in "${builds[@]}"; do
    if ! dotnet build "$build" -c Release --nologo -v quiet; then
        say "The build failed."
        finish 0 1 0
    fi
done

# --- run, one project at a time: two cores are enough
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0
count() { # attribute, trx file
    local value
    value=$(grep -o "<Counters [^>]*" "$2" 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*')
    echo "${value:-0}"
}
for name in "${projects[@]}"; do
    say "— $name"
    trx=$results/$name.trx
    dotnet test "tests/$name/$name.csproj" -c Release --no-build --nologo \
        --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" --results-directory "$results"
    status=$?
    total=$(count total "$trx")
    good=$(count passed "$trx")
    ran=$(count executed "$trx")
    bad=$((ran - good))
    # A run that broke off (a crashed host, an abort) counts as a failure even if no test says so.
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        say "$name broke off (exit code $status)."
        bad=1
    elif [ "$total" -eq 0 ]; then
        say "$name ran no test."
        bad=1
    fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - ran))
done
finish "$passed" "$failed" "$skipped"
