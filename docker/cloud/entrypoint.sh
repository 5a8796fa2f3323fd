#!/bin/sh
# run: Payara Micro with the WAR on port 8080. migrate: brings the database to this version, and ends.
set -eu
home=/opt/portreeve
case "${1:-run}" in
    migrate)
        exec java -Xmx128m -XX:+UseSerialGC -cp "$home/lib/*" io.portreeve.migrations.Main
        ;;
    run)
        # Payara keeps what it deployed in its root directory and would deploy it twice: each start gets a new one.
        instance=$(mktemp -d)
        cp -R "$home/runtime/config" "$home/runtime/lib" "$home/runtime/docroot" "$instance/"
        exec java "@$home/payara/jvm-options" \
            "-Dfish.payara.micro.BootJar=file://$home/runtime/launch-micro.jar" \
            "-Dfish.payara.micro.UnpackDir=$home/runtime" \
            -cp "$home/runtime/launch-micro.jar" fish.payara.micro.impl.PayaraMicroImpl \
            $(grep -v '^#' "$home/payara/launcher-options") \
            --port 8080 --rootdir "$instance" \
            --prebootcommandfile "$home/payara/pre-boot.asadmin" \
            --postbootcommandfile "$home/payara/post-boot.asadmin" \
            --logproperties "$home/payara/logging.properties" \
            --deploy "$home/cloud.war"
        ;;
    *)
        echo "portreeve: run or migrate, not $1" >&2
        exit 2
        ;;
esac
