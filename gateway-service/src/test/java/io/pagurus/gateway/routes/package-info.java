@NullMarked
package io.pagurus.gateway.routes;

import org.jspecify.annotations.NullMarked;
