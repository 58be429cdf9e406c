/**
 * The model of one session, in flow order: {@link io.pagurus.protocol.world.NodeSteps} (what is
 * asked and written) → {@link io.pagurus.protocol.world.Landings} (writes land, verdicts go back) →
 * {@link io.pagurus.protocol.world.Line} (the production fold judges) → {@link
 * io.pagurus.protocol.world.RedisSteps} (the view behind it) → {@link
 * io.pagurus.protocol.world.WorldJudge} and {@link io.pagurus.protocol.world.LineJudge} (whether
 * the invariants hold).
 */
@NullMarked
package io.pagurus.protocol.world;

import org.jspecify.annotations.NullMarked;
