/**
 * Why a request went where it went: {@link io.pagurus.gateway.explain.Explanations} keeps the last
 * requests, {@link io.pagurus.gateway.explain.Explanation} is made of one when somebody asks.
 */
@NullMarked
package io.pagurus.gateway.explain;

import org.jspecify.annotations.NullMarked;
