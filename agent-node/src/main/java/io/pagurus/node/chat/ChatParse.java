package io.pagurus.node.chat;

/** Immutable. What came of reading a request's body. */
public sealed interface ChatParse permits ChatRequest, ChatParse.Malformed {

    /**
     * Not a chat request.
     *
     * @param field which field is wrong, such as {@code messages[2].role}
     * @param expected what it should have been
     */
    record Malformed(String field, String expected) implements ChatParse {}
}
