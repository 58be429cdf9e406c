/** What became of migrations, from their own events. */
@NullMarked
package io.pagurus.migration.history;

import org.jspecify.annotations.NullMarked;
