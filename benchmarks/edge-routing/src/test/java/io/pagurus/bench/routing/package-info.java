/** Runs the benchmark shortly, so that it is known to run. */
@NullMarked
package io.pagurus.bench.routing;

import org.jspecify.annotations.NullMarked;
