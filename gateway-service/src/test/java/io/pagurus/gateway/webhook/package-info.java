@NullMarked
package io.pagurus.gateway.webhook;

import org.jspecify.annotations.NullMarked;
