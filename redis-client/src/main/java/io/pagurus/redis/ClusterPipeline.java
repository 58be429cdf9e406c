package io.pagurus.redis;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisCluster;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A pipeline to a Redis Cluster: each command goes at once to the node that has its
 * key, and is sent on when its slot has moved. The client's own batches are not used: they refuse
 * keys of different nodes, and do not follow MOVED. Each command's keys have to be of one slot.
 */
final class ClusterPipeline {

    private ClusterPipeline() {}

    /** Sends all; the answers are in the order of the commands. */
    static Future<List<@Nullable Response>> send(Redis cluster, List<Request> commands) {
        return cluster.connect().compose(nodes -> all(nodes, commands).andThen(_ -> nodes.close()));
    }

    private static Future<List<@Nullable Response>> all(
            RedisConnection nodes, List<Request> commands) {
        List<Future<@Nullable Response>> answers = new ArrayList<>(commands.size());
        commands.forEach(command -> answers.add(one(nodes, command)));
        return Future.join(answers)
                .transform(_ ->
                        worst(answers)
                                .map(Future::<List<@Nullable Response>>failedFuture)
                                .orElseGet(() -> Future.succeededFuture(results(answers))));
    }

    private static Future<@Nullable Response> one(RedisConnection nodes, Request command) {
        if (command.command().equals(Command.INFO)) {
            return RedisCluster.create(nodes)
                    .onAllMasterNodes(command)
                    .map(ClusterPipeline::joined);
        }
        // A script is known to the node that it was given to only.
        return command.command().equals(Command.SCRIPT)
                ? RedisCluster.create(nodes).onAllMasterNodes(command).map(List::getFirst)
                : nodes.send(command);
    }

    /** What each master says of itself, one after the other. */
    private static Response joined(List<Response> each) {
        Buffer all = Buffer.buffer();
        each.forEach(one -> all.appendBuffer(one.toBuffer()).appendString("\r\n"));
        return BulkType.create(all, false);
    }

    /** An outage says more than a refusal, and an unknown script more than any other refusal. */
    private static Optional<Throwable> worst(List<Future<@Nullable Response>> answers) {
        Throwable worst = null;
        int rank = 0;
        for (Future<@Nullable Response> answer : answers) {
            if (answer.failed() && rank(answer.cause()) > rank) {
                worst = answer.cause();
                rank = rank(worst);
            }
        }
        return Optional.ofNullable(worst);
    }

    private static int rank(Throwable failed) {
        return switch (RedisFailure.of(failed)) {
            case RedisFailure.Outage _ -> 3;
            case RedisFailure.Refusal(String words) -> words.startsWith("NOSCRIPT") ? 2 : 1;
        };
    }

    private static List<@Nullable Response> results(List<Future<@Nullable Response>> answers) {
        List<@Nullable Response> results = new ArrayList<>(answers.size());
        answers.forEach(answer -> results.add(answer.result()));
        return results;
    }
}
