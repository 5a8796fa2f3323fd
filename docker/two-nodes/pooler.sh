#!/bin/sh
# PgBouncer in transaction mode for the two roles of the control plane; the passwords come from the environment.
set -eu
umask 077
configuration=/tmp/pgbouncer
mkdir -p "$configuration"
quoted() {
    printf '"%s"' "$(printf %s "$1" | sed 's/"/""/g')"
}
{
    printf '"portreeve_app" %s\n' "$(quoted "$APP_PASSWORD")"
    printf '"portreeve_system" %s\n' "$(quoted "$SYSTEM_PASSWORD")"
} >"$configuration/users"
cat >"$configuration/pgbouncer.ini" <<INI
[databases]
portreeve = host=database port=5432 dbname=portreeve

[pgbouncer]
listen_addr = *
listen_port = 6432
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $configuration/users
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
server_idle_timeout = 60
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
INI
exec pgbouncer "$configuration/pgbouncer.ini"
