/**
 * What the others are told, in flow order: {@link io.pagurus.session.projection.SessionEvents}
 * (what an entry's verdict means) → {@link io.pagurus.session.projection.Projection} (writes it to
 * the topic of session events, and remembers how far it came).
 */
@NullMarked
package io.pagurus.session.projection;

import org.jspecify.annotations.NullMarked;
