package io.pagurus.session.view;

import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. What came of a pipeline to Redis. */
sealed interface RedisReply {

    /** All commands were answered, in their order. */
    record Answered(List<@Nullable Response> responses) implements RedisReply {}

    /** Redis is there and refuses, by its own words. */
    record Refused(String why) implements RedisReply {}

    /** No answer: some of the commands may have been done. */
    record Away(String why) implements RedisReply {}
}
