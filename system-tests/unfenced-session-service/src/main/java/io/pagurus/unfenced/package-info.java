/**
 * session-service with one bean replaced: {@link io.pagurus.unfenced.UnfencedRules} accept what any
 * node writes under any epoch. For the one test that shows that the history checker sees it.
 */
@NullMarked
package io.pagurus.unfenced;

import org.jspecify.annotations.NullMarked;
