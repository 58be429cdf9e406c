/** One immutable picture of the fleet, from the registry's projection. */
@NullMarked
package io.pagurus.migration.fleet;

import org.jspecify.annotations.NullMarked;
