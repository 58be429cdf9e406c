/** What of a fault run needs no processes. */
@NullMarked
package io.pagurus.store;

import org.jspecify.annotations.NullMarked;
