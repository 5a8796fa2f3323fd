#!/bin/sh
# Enrols at the first start, with PORTREEVE_AGENT_ENROLMENT_TOKEN, and watches.
set -eu
state=${PORTREEVE_AGENT_STATE_DIR:-/var/lib/portreeve-agent}
# as the command portreeve-agent has them
export MALLOC_ARENA_MAX=1
options="-XX:+UseSerialGC -Xms12m -Xmx24m -Xmn3m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -Xss256k"
options="$options -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=3 -XX:ReservedCodeCacheSize=16m"
options="$options -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError"
if [ ! -e "$state/identity" ]; then
    if [ -z "${PORTREEVE_AGENT_ENROLMENT_TOKEN:-}" ]; then
        echo "portreeve-agent: not enrolled; set PORTREEVE_AGENT_ENROLMENT_TOKEN to a token of \"Add host\"" >&2
        exit 1
    fi
    # shellcheck disable=SC2086 # several options
    java $options -jar /opt/portreeve/agent.jar enrol ${PORTREEVE_HOST_NAME:+--name "$PORTREEVE_HOST_NAME"}
fi
unset PORTREEVE_AGENT_ENROLMENT_TOKEN
export PORTREEVE_AGENT_JAR=/opt/portreeve/agent.jar
exec /bin/sh /opt/portreeve/portreeve-agent run
