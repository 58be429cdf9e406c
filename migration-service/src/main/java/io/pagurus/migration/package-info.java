/**
 * migration-service, in the order in which a NodeEjected meets its packages: {@link
 * io.pagurus.migration.fleet} (which nodes there are) → {@link io.pagurus.migration.intake} (an
 * ejection becomes a migration, and its end is published) → {@link io.pagurus.migration.sessions}
 * (the port to session-service) → {@link io.pagurus.migration.plan} (who needs a new owner first,
 * and which) → {@link io.pagurus.migration.move} (the grants) → {@link
 * io.pagurus.migration.history} (what became of migrations) → {@link io.pagurus.migration.api}.
 */
@NullMarked
package io.pagurus.migration;

import org.jspecify.annotations.NullMarked;
