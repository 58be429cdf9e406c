/** The gateway as a whole process. */
@NullMarked
package io.pagurus.gateway.wiring;

import org.jspecify.annotations.NullMarked;
