/**
 * The end of what nobody uses any more: {@link io.pagurus.session.expiry.Expiry} finds sessions
 * that have not changed for long, and asks the journal to end them. The fold decides, and a session
 * that changed meanwhile stays. {@link io.pagurus.session.expiry.Retention} deletes what of the
 * journal is older than anybody needs.
 */
@NullMarked
package io.pagurus.session.expiry;

import org.jspecify.annotations.NullMarked;
