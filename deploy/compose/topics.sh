#!/bin/bash
# Creates the topics that are not there. BOOTSTRAP names a broker, REPLICAS the copies of each (1).
# A test holds the list against the topics of the local stack.
set -euo pipefail

day=86400000

topic() {
    local name=$1 partitions=$2 setting settings=()
    for setting in "${@:3}"; do settings+=(--config "$setting"); done
    "${KAFKA_HOME:-/opt/kafka}/bin/kafka-topics.sh" --bootstrap-server "${BOOTSTRAP:?}" \
        --create --if-not-exists --topic "${PREFIX:-claw.}$name" \
        --partitions "$partitions" --replication-factor "${REPLICAS:-1}" "${settings[@]}"
}

topic topology.log           1 retention.ms=-1
topic topology               1 cleanup.policy=compact
topic cluster.events         3 retention.ms=$((7 * day))
topic node.observations      3 retention.ms=$((1 * day))
topic session.journal       12 retention.ms=-1
topic session.snapshot      12 cleanup.policy=compact max.message.bytes=4194304
topic session.history       12 cleanup.policy=compact
topic session.keys          12 cleanup.policy=compact max.compaction.lag.ms=3600000
topic session.directory      1 cleanup.policy=compact
topic session.events        12 retention.ms=$((7 * day))
topic migration.events       3 retention.ms=$((7 * day))
topic audit                  1 retention.ms=$((90 * day))

topic topology.log.dlq       1 retention.ms=$((30 * day))
topic topology.dlq           1 retention.ms=$((30 * day))
topic cluster.events.dlq     1 retention.ms=$((30 * day))
topic node.observations.dlq  1 retention.ms=$((30 * day))
topic session.journal.dlq    1 retention.ms=$((30 * day))
topic session.directory.dlq  1 retention.ms=$((30 * day))
topic session.events.dlq     1 retention.ms=$((30 * day))
topic migration.events.dlq   1 retention.ms=$((30 * day))
topic audit.dlq              1 retention.ms=$((30 * day))
