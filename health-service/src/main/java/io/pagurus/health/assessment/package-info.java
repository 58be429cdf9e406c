/**
 * What follows from what was seen of a node; pure, in flow order: {@link
 * io.pagurus.health.assessment.Sighting} (something was seen) → {@link
 * io.pagurus.health.assessment.Assessment} (the state, and how it goes on) → {@link
 * io.pagurus.health.assessment.Decision} (to be made so in the registry) → {@link
 * io.pagurus.health.assessment.EjectionCap} (whether the fleet can spare the node).
 */
@NullMarked
package io.pagurus.health.assessment;

import org.jspecify.annotations.NullMarked;
