/** Unit tests. */
@NullMarked
package io.pagurus.gateway.affinity;

import org.jspecify.annotations.NullMarked;
