/**
 * Events to and from Kafka, in flow order: {@link io.pagurus.events.kafka.Topics} (where an event
 * belongs) → {@link io.pagurus.events.kafka.EventWriter} → the broker → {@link
 * io.pagurus.events.kafka.EventLoop} (reads, decodes, hands on; sends what it cannot read to the
 * dead-letter topic).
 */
@NullMarked
package io.pagurus.events.kafka;

import org.jspecify.annotations.NullMarked;
