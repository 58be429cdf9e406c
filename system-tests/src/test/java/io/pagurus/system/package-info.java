/**
 * The suite as processes: real Redis, real Kafka, the services, two gateways and three nodes. One
 * file a behaviour; what is done to the suite is data where that reads well. The history checker
 * judges.
 */
@NullMarked
package io.pagurus.system;

import org.jspecify.annotations.NullMarked;
