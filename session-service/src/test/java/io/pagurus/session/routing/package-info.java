@NullMarked
package io.pagurus.session.routing;

import org.jspecify.annotations.NullMarked;
