#!/bin/sh
# Puts the agent on a host with systemd where its Debian package does not fit, and takes it away again.
#
#   install.sh --jar FILE|URL --sha256 SUM    SUM as the release says; nothing is installed unless the jar has it
#   install.sh --uninstall                    leaves nothing: no user, no identity, no configuration
set -eu

user=portreeve-agent
library=/usr/lib/portreeve
command=/usr/bin/portreeve-agent
unit=/etc/systemd/system/portreeve-agent.service
configuration=/etc/portreeve
state=/var/lib/portreeve-agent

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

has_systemd() {
    [ -d /run/systemd/system ]
}

verified_jar() {
    case $jar in
        https://*)
            if command -v curl >/dev/null; then
                curl -fsSL --proto '=https' -o "$work/agent.jar" "$jar" || fail "cannot get $jar"
            else
                wget -qO "$work/agent.jar" "$jar" || fail "cannot get $jar"
            fi
            ;;
        *://*) fail "$jar is not https" ;;
        *) cp -- "$jar" "$work/agent.jar" || fail "cannot read $jar" ;;
    esac
    found=$(sha256sum "$work/agent.jar" | cut -d' ' -f1)
    [ "$found" = "$sum" ] || fail "$jar has the SHA-256 $found, not $sum: nothing was installed"
}

make_user() {
    if ! getent passwd "$user" >/dev/null; then
        useradd --system --user-group --no-create-home --home-dir "$state" --shell /usr/sbin/nologin "$user"
    fi
    if getent group docker >/dev/null; then
        usermod --append --groups docker "$user"
    fi
}

put_files() {
    java -jar "$work/agent.jar" files "$work/files" || fail "this machine's Java does not run the agent; it needs 17"
    install -D -m 0644 "$work/agent.jar" "$library/portreeve-agent.jar"
    install -D -m 0644 "$work/files/jvm-options" "$library/jvm-options"
    install -D -m 0755 "$work/files/portreeve-agent" "$command"
    install -D -m 0644 "$work/files/portreeve-agent.service" "$unit"
    if [ ! -e "$configuration/agent.properties" ]; then
        install -D -m 0640 -o root -g "$user" "$work/files/agent.properties" "$configuration/agent.properties"
    fi
    install -d -o "$user" -g "$user" -m 0700 "$state"
}

install_agent() {
    command -v java >/dev/null || fail "there is no java; it needs 17 or newer"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    verified_jar
    make_user
    put_files
    if has_systemd; then
        systemctl daemon-reload
        systemctl --quiet enable portreeve-agent.service
        if [ -e "$state/identity" ]; then
            systemctl restart portreeve-agent.service
        fi
    fi
    if [ ! -e "$state/identity" ]; then
        echo "Choose \"Add host\" in the dashboard, run the portreeve-agent enrol that it shows,"
        echo "then systemctl start portreeve-agent"
    fi
}

uninstall_agent() {
    if has_systemd && [ -e "$unit" ]; then
        systemctl --quiet disable --now portreeve-agent.service
    fi
    rm -f "$unit" "$command" "$library/portreeve-agent.jar" "$library/jvm-options"
    rm -f "$configuration/agent.properties" "$configuration/agent.env"
    rm -rf "$state"
    rmdir "$library" "$configuration" 2>/dev/null || true
    if getent passwd "$user" >/dev/null; then
        userdel "$user"
    fi
    if getent group "$user" >/dev/null; then
        groupdel "$user"
    fi
    if has_systemd; then
        systemctl daemon-reload
    fi
}

jar='' sum='' uninstall=''
while [ $# -gt 0 ]; do
    case $1 in
        --jar) jar=${2:-}; shift ;;
        --sha256) sum=${2:-}; shift ;;
        --uninstall) uninstall=yes ;;
        *) fail "$1 is not known: --jar FILE|URL --sha256 SUM, or --uninstall" ;;
    esac
    [ $# -gt 0 ] && shift
done
[ "$(id -u)" = 0 ] || fail "this has to run as root"
if [ -e /var/lib/dpkg/info/portreeve-agent.list ]; then
    fail "the Debian package is installed here: use apt or dpkg"
fi
if [ -n "$uninstall" ]; then
    uninstall_agent
else
    [ -n "$jar" ] && [ -n "$sum" ] || fail "say what to install: --jar FILE|URL --sha256 SUM"
    install_agent
fi
