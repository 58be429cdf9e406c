/** REST: what is running, and what was. */
@NullMarked
package io.pagurus.migration.api;

import org.jspecify.annotations.NullMarked;
