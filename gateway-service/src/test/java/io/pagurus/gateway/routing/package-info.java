/** Unit tests. */
@NullMarked
package io.pagurus.gateway.routing;

import org.jspecify.annotations.NullMarked;
