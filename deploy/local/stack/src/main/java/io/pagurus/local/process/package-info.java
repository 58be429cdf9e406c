/**
 * One child process, in flow order: {@link io.pagurus.local.process.Launch} (what to start) →
 * {@link io.pagurus.local.process.LocalProcess} (started, signalled, waited for) → {@link
 * io.pagurus.local.process.Ending} (how it ended); {@link io.pagurus.local.process.PidFile} finds
 * it again after its parent has died, {@link io.pagurus.local.process.Patience} bounds each wait.
 */
@NullMarked
package io.pagurus.local.process;

import org.jspecify.annotations.NullMarked;
