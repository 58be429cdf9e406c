/**
 * The command: {@link io.pagurus.protocol.check.Check} runs {@link io.pagurus.protocol.check.Plan}.
 */
@NullMarked
package io.pagurus.protocol.check;

import org.jspecify.annotations.NullMarked;
