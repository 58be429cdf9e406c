/**
 * Who may call: {@link io.pagurus.gateway.access.Gate} asks for the {@link
 * io.pagurus.gateway.access.Caller} of a request as its route's {@link
 * io.pagurus.gateway.access.AccessRules} want it. Keys are compared by their {@link
 * io.pagurus.gateway.access.Fingerprint}; tokens are verified by an {@link
 * io.pagurus.gateway.access.Issuer}, whose {@link io.pagurus.gateway.access.SigningKeys} are
 * fetched beside the requests.
 */
@NullMarked
package io.pagurus.gateway.access;

import org.jspecify.annotations.NullMarked;
