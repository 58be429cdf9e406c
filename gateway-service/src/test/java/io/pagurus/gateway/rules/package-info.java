@NullMarked
package io.pagurus.gateway.rules;

import org.jspecify.annotations.NullMarked;
