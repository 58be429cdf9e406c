/**
 * Kafka for one machine: {@link io.pagurus.local.kafka.ClusterPlan} (which brokers there are) →
 * {@link io.pagurus.local.kafka.BrokerLaunch} (how a broker's JVM is started) → {@link
 * io.pagurus.local.kafka.TopicPlan} (which topics there are, and how they keep their records) →
 * {@link io.pagurus.local.kafka.LocalCluster} and {@link io.pagurus.local.kafka.LocalBroker} (all
 * of it, for tests).
 */
@NullMarked
package io.pagurus.local.kafka;

import org.jspecify.annotations.NullMarked;
