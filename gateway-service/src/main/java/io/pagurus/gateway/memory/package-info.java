/**
 * What the edge remembers of many: {@link io.pagurus.gateway.memory.LruMap} is a bounded map that
 * event loops share.
 */
@NullMarked
package io.pagurus.gateway.memory;

import org.jspecify.annotations.NullMarked;
