/** Pure: which sessions come first, and where each goes. */
@NullMarked
package io.pagurus.migration.plan;

import org.jspecify.annotations.NullMarked;
