/**
 * What a commit survives: as the configuration says it, held against the brokers. {@code
 * BrokerCopies} asks them, {@code Durability} says what is missing, {@code DurabilityWatch} keeps
 * the last answer.
 */
@NullMarked
package io.pagurus.session.durability;

import org.jspecify.annotations.NullMarked;
