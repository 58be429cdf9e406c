/** The requests of running turns on disk, and their second run after a crash. */
@NullMarked
package io.pagurus.node.leftover;

import org.jspecify.annotations.NullMarked;
