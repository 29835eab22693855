#!/bin/sh
# What gateways add to a call: direct, an nginx proxy (the floor), Belay, and @portkey-ai/gateway (the peer), in one run.
# Installs the last two it needs, nginx and the peer, into a temporary folder. Arguments go to Maven, such as
# -Dbelay.bench.gateway.rounds=1. See docs/how-to/measure.md.
set -eu
base=$(cd "$(dirname "$0")/../../.." && pwd -P)
work=$(mktemp -d)
bench=
trap '[ -z "$bench" ] || kill "$bench" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Of the system if it is there, else unpacked from Debian's package without being installed.
nginx=$(command -v nginx || true)
if [ -z "$nginx" ] && command -v apt-get >/dev/null 2>&1; then
    (cd "$work" && apt-get download nginx >apt.log 2>&1 && dpkg -x nginx_*.deb nginx) || cat "$work/apt.log" >&2
    nginx=$work/nginx/usr/sbin/nginx
fi
if ! "$nginx" -v 2>"$work/nginx.version"; then
    echo "gateway-latency: no nginx on the PATH and none from apt-get: there is no floor in this run" >&2
    nginx=
else
    cat "$work/nginx.version"
fi

peer=
if command -v npm >/dev/null 2>&1; then
    mkdir "$work/peer"
    # With the versions of these two that its own range resolves to today, its streams fail.
    cat >"$work/peer/package.json" <<END
{"private": true,
 "dependencies": {"@portkey-ai/gateway": "1.15.2"},
 "overrides": {"hono": "4.9.7", "@hono/node-server": "1.13.5"}}
END
    (cd "$work/peer" && npm install --silent --no-audit --no-fund --ignore-scripts) || true
    peer=$work/peer/node_modules/@portkey-ai/gateway/build/start-server.js
    echo "peer: @portkey-ai/gateway 1.15.2, node $(node --version)"
fi
if [ ! -f "$peer" ]; then
    echo "gateway-latency: npm or its registry is not there: there is no peer in this run" >&2
    peer=
fi

"$base/mvnw" -B -ntp -q -Pbench verify -Dspotless.check.skip -Dit.test=GatewayLatencyBench \
    "-Dbelay.bench.gateway.nginx=$nginx" "-Dbelay.bench.gateway.peer=$peer" "$@" >"$work/maven.log" 2>&1 &
bench=$!
status=0
wait "$bench" || status=$?
bench=
[ "$status" -eq 0 ] || cat "$work/maven.log" >&2
cat "$base/target/gateway-latency.md"
exit "$status"
