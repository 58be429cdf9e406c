/** What choosing a node costs, whatever the size of the fleet. */
@NullMarked
package io.pagurus.bench.routing;

import org.jspecify.annotations.NullMarked;
