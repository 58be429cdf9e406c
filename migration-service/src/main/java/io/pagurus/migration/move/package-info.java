/** The grants: one session at a time, many at once, each safe to repeat. */
@NullMarked
package io.pagurus.migration.move;

import org.jspecify.annotations.NullMarked;
