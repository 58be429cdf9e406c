/** Unit tests. */
@NullMarked
package io.pagurus.gateway.relay;

import org.jspecify.annotations.NullMarked;
