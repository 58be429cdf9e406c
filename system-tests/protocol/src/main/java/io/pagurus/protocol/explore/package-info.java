/**
 * Every state of a model: {@link io.pagurus.protocol.explore.Model} says what may happen, {@link
 * io.pagurus.protocol.explore.Explorer} lets all of it happen.
 */
@NullMarked
package io.pagurus.protocol.explore;

import org.jspecify.annotations.NullMarked;
