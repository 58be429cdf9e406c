/**
 * Payloads that only who has the session's key can read, in flow order: {@link
 * io.pagurus.session.privacy.Payloads} seals what an entry carries before it is written, and opens
 * it where an answer is made; so journal, snapshots, chunks, view and events hold sealed payloads
 * alone. {@link io.pagurus.session.privacy.PayloadCipher} is the cryptography. The data keys of the
 * sessions ({@link io.pagurus.session.privacy.SessionKeys}) stand wrapped in a topic of their own
 * ({@link io.pagurus.session.privacy.KeyTopic}), under keys that come from the configuration
 * ({@link io.pagurus.session.privacy.KeyEncryptionKeys}); {@link
 * io.pagurus.session.privacy.KeyCare} destroys those of sessions whose content is gone.
 */
@NullMarked
package io.pagurus.session.privacy;

import org.jspecify.annotations.NullMarked;
