#!/bin/sh
# How long commands take that only talk to a server: starts one with a stand-in provider, and prints the median and the
# slowest of some runs of each command. Usage: client-commands.sh [RUNS], 10 if none is given.
set -eu
base=$(cd "$(dirname "$0")/../../.." && pwd -P)
runs=${1:-10}
work=$(mktemp -d)
export BELAY_STATE="$work/state" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config"
unset BELAY_CONFIG BELAY_SERVER BELAY_API_KEY BELAY_API_KEY_FILE
provider=${PROVIDER_PORT:-19290}
port=${BELAY_PORT:-18290}
server=http://127.0.0.1:$port
started=

leave() {
    for pid in $started; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM

"$base/belay" --version >"$work/version" # builds, if it has to
"$base/belay" drill provider --port "$provider" >"$work/provider.log" 2>&1 &
started=$!
: >"$work/server.log"
OPENAI_BASE_URL=http://127.0.0.1:$provider/v1 OPENAI_API_KEY=x OPENAI_MODEL=standin-ok \
    "$base/belay" serve --port "$port" >"$work/server.log" 2>&1 &
started="$! $started"
waited=0
until grep -q "listening on" "$work/server.log"; do
    waited=$((waited + 1))
    if [ "$waited" -gt 120 ]; then
        cat "$work/server.log" >&2
        exit 1
    fi
    sleep 1
done

now() { date +%s%N; }

# median and slowest, in milliseconds, of the runs after the first, which writes the archive of classes
measure() {
    "$base/belay" "$@" --server "$server" >/dev/null 2>&1 </dev/null
    : >"$work/times"
    i=0
    while [ "$i" -lt "$runs" ]; do
        begin=$(now)
        "$base/belay" "$@" --server "$server" >/dev/null 2>&1 </dev/null
        echo $((($(now) - begin) / 1000000)) >>"$work/times"
        i=$((i + 1))
    done
    sort -n "$work/times" | awk -v command="$(echo "$*" | cut -d " " -f 1-2)" '
        { times[NR] = $1 }
        END { printf "%-14s median %4d ms   slowest %4d ms   of %d\n", command, times[int((NR + 1) / 2)], times[NR], NR }'
}

"$base/belay" ask hello --json --server "$server" </dev/null >"$work/run.json"
run=$(sed 's/^{"id":"\([^"]*\)".*/\1/' "$work/run.json")
cat "$work/version"
measure tiers
measure tools
measure runs list
measure runs show "$run"
measure runs explain "$run"
measure keys list
