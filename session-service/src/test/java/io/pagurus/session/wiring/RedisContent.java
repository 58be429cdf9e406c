package io.pagurus.session.wiring;

import io.pagurus.local.redis.LocalRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;

/** Confined to a test; blocks. Every key and every value that Redis has, as bytes. */
public final class RedisContent {

    private static final String ALL =
            """
            local all = {}
            local read = {string = {'GET'}, hash = {'HGETALL'}, list = {'LRANGE', 0, -1},
                          set = {'SMEMBERS'}, zset = {'ZRANGE', 0, -1, 'WITHSCORES'}}
            for _, key in ipairs(redis.call('KEYS', '*')) do
                local how = read[redis.call('TYPE', key)['ok']]
                all[#all + 1] = key
                all[#all + 1] = redis.call(how[1], key, unpack(how, 2))
            end
            return all
            """;

    private RedisContent() {}

    static List<byte[]> of(LocalRedis redis) {
        Vertx vertx = Vertx.vertx();
        try {
            return of(Redis.createClient(vertx, redis.uri()));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    public static List<byte[]> of(Redis redis) {
        Response all =
                redis.send(Request.cmd(Command.EVAL).arg(ALL).arg(0))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        List<byte[]> found = new ArrayList<>();
        collect(all, found);
        return found;
    }

    private static void collect(Response response, List<byte[]> into) {
        if (response.type() == ResponseType.MULTI) {
            response.forEach(part -> collect(part, into));
        } else {
            into.add(response.toBytes());
        }
    }
}
