/** Unit tests. */
@NullMarked
package io.pagurus.gateway.fleet;

import org.jspecify.annotations.NullMarked;
