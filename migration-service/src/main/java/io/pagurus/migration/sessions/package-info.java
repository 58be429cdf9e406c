/** The port to session-service: what is left with a node, and who owns it next. */
@NullMarked
package io.pagurus.migration.sessions;

import org.jspecify.annotations.NullMarked;
