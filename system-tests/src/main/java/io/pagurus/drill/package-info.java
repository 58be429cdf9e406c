/**
 * The drill: a fault injected on purpose into a running stack under live conversations, with a
 * report. In flow order: {@link io.pagurus.drill.DrillOptions} → {@link io.pagurus.drill.Script}
 * (what every conversation says, from the seed) → {@link io.pagurus.drill.Conversation} (one
 * client: asks, retries, keeps its own transcript) → {@link io.pagurus.drill.EdgeClient} (one
 * attempt at one gateway) → {@link io.pagurus.drill.Ledger} (what all of them were told) → {@link
 * io.pagurus.drill.Drill} (the fault, the zombie, the readmission) → {@link
 * io.pagurus.drill.Recoveries} (how long each session took) → {@link io.pagurus.drill.Examination}
 * (the history checker on a running stack) → {@link io.pagurus.drill.Report}.
 */
@NullMarked
package io.pagurus.drill;

import org.jspecify.annotations.NullMarked;
