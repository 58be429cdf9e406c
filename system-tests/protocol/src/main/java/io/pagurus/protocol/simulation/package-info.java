/** A fleet in virtual time. */
@NullMarked
package io.pagurus.protocol.simulation;

import org.jspecify.annotations.NullMarked;
