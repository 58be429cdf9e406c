/** OpenAI's chat completion: what a request asks, and how an answer looks as JSON and as SSE. */
@NullMarked
package io.pagurus.node.chat;

import org.jspecify.annotations.NullMarked;
