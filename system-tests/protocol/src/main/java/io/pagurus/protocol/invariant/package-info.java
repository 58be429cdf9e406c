/** What must hold. */
@NullMarked
package io.pagurus.protocol.invariant;

import org.jspecify.annotations.NullMarked;
