/** The protocol in production, and wrong ones beside it. */
@NullMarked
package io.pagurus.protocol.variant;

import org.jspecify.annotations.NullMarked;
