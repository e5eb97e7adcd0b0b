#!/bin/bash
# Run a command with a PostgreSQL server of its own: fresh data folder, loopback, a free port, stopped at the end.
# Needs the Debian package `postgresql` (or another that brings initdb and postgres).
set -euo pipefail
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$programs" ] && PATH="$programs:$PATH"
command -v initdb >/dev/null || { echo "tests/postgres.sh: initdb is missing: install the package postgresql" >&2; exit 2; }
folder=$(mktemp -d -t planreview-postgres-XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then  # the server refuses to run as root
  chown nobody "$folder"
  as=(setpriv --reuid nobody --regid nogroup --clear-groups)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
  "${as[@]}" pg_ctl -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
"${as[@]}" initdb -D "$folder/data" -U planreview --auth=trust --no-locale -E UTF8 >"$folder.log" 2>&1 || { cat "$folder.log" >&2; exit 2; }
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
SETTINGS
"${as[@]}" pg_ctl -D "$folder/data" -w -l "$folder/data/server.log" start >/dev/null
rm -f "$folder.log"
cd "$OLDPWD"
# What stops and starts the server again; tests add `-m immediate stop` or `start`.
export PLANREVIEW_TEST_POSTGRES_CONTROL="${as[*]} $(command -v pg_ctl) -D $folder/data -w -l $folder/data/server.log"
export PLANREVIEW_TEST_POSTGRES="postgresql://planreview@127.0.0.1:$port/postgres"
"$@"
