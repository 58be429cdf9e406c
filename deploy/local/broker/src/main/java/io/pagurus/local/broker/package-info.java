/**
 * A real Kafka broker for one machine: {@link io.pagurus.local.broker.BrokerMain} reads its
 * environment, {@link io.pagurus.local.broker.BrokerSettings} says how a single local node is
 * tuned, {@link io.pagurus.local.broker.BrokerStorage} formats an empty folder. The broker's
 * classes are not public API of Kafka: they are used here and nowhere else, at one pinned version.
 */
@NullMarked
package io.pagurus.local.broker;

import org.jspecify.annotations.NullMarked;
