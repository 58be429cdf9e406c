/** A NodeEjected becomes a migration, which ends with an event of its own. */
@NullMarked
package io.pagurus.migration.intake;

import org.jspecify.annotations.NullMarked;
