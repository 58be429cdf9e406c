/** The node's HTTP surface: the event loop takes requests, virtual threads answer them. */
@NullMarked
package io.pagurus.node.http;

import org.jspecify.annotations.NullMarked;
