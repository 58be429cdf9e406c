/**
 * Kafka for one machine: {@link io.pagurus.local.kafka.BrokerLaunch} (how the broker's JVM is
 * started) → {@link io.pagurus.local.kafka.TopicPlan} (which topics there are, and how they keep
 * their records) → {@link io.pagurus.local.kafka.LocalBroker} (both, for tests).
 */
@NullMarked
package io.pagurus.local.kafka;

import org.jspecify.annotations.NullMarked;
