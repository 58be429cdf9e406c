/**
 * The suite as processes of this machine, in flow order: {@link io.pagurus.local.StackOptions}
 * (what is wanted) → {@link io.pagurus.local.Stack} (takes the folder, starts all, stops all) →
 * {@link io.pagurus.local.Suite} (the processes by name: started, killed, paused) → {@link
 * io.pagurus.local.kafka}, {@link io.pagurus.local.redis} (the two stores), {@link
 * io.pagurus.local.secret} (who is who) and {@link io.pagurus.local.process} (one child process).
 */
@NullMarked
package io.pagurus.local;

import org.jspecify.annotations.NullMarked;
