/** What the node remembers of its sessions; all of it can be loaded again. */
@NullMarked
package io.pagurus.node.session;

import org.jspecify.annotations.NullMarked;
