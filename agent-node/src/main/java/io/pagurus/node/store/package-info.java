/** The port to session-service, which decides whether what this node does counts. */
@NullMarked
package io.pagurus.node.store;

import org.jspecify.annotations.NullMarked;
