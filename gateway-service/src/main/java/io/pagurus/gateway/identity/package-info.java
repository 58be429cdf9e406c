/**
 * Which session a request belongs to, which turn it is, and who sent it: {@link
 * io.pagurus.gateway.identity.IdentityReader} reads headers and cookie into an {@link
 * io.pagurus.gateway.identity.Identity}.
 */
@NullMarked
package io.pagurus.gateway.identity;

import org.jspecify.annotations.NullMarked;
