#!/bin/sh
# Enrols at the first start, with PORTREEVE_AGENT_ENROLMENT_TOKEN, and watches.
set -eu
state=${PORTREEVE_AGENT_STATE_DIR:-/var/lib/portreeve-agent}
export PORTREEVE_AGENT_JAR=/opt/portreeve/agent.jar
if [ ! -e "$state/identity" ]; then
    if [ -z "${PORTREEVE_AGENT_ENROLMENT_TOKEN:-}" ]; then
        echo "portreeve-agent: not enrolled; set PORTREEVE_AGENT_ENROLMENT_TOKEN to a token of \"Add host\"" >&2
        exit 1
    fi
    /bin/sh /opt/portreeve/portreeve-agent enrol ${PORTREEVE_HOST_NAME:+--name "$PORTREEVE_HOST_NAME"}
fi
unset PORTREEVE_AGENT_ENROLMENT_TOKEN
exec /bin/sh /opt/portreeve/portreeve-agent run
