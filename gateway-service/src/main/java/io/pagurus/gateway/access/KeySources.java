package io.pagurus.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Thread-safe; never blocks. Reads keys from files and over HTTP. */
final class KeySources {

    private static final String FILE = "file:";

    private final Vertx vertx;
    private final HttpClient client;
    private final AccessConfig config;

    KeySources(Vertx vertx, HttpClient client, AccessConfig config) {
        this.vertx = vertx;
        this.client = client;
        this.config = config;
    }

    /**
     * @param where a URL, or {@code file:PATH}
     */
    KeySource at(String where) {
        return where.startsWith(FILE)
                ? () -> file(where.substring(FILE.length()))
                : () -> url(where);
    }

    private Future<String> file(String path) {
        return vertx.fileSystem()
                .props(path)
                .compose(props ->
                        props.size() > most()
                                ? Future.failedFuture("it is larger than " + most() + " bytes")
                                : vertx.fileSystem().readFile(path).map(Buffer::toString));
    }

    private Future<String> url(String url) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url)
                        .setTimeout(config.keysTimeout().toMillis())
                        .putHeader("Accept", "application/jwk-set+json, application/json");
        return client.request(options).compose(request -> request.send().compose(this::body));
    }

    private Future<String> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.exceptionHandler(_ -> {});
            response.request().reset();
            return Future.failedFuture("it answers with " + response.statusCode());
        }
        Buffer body = Buffer.buffer();
        Promise<String> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > most()) {
                whole.tryFail("it is larger than " + most() + " bytes");
                response.request().reset();
            }
        });
        response.endHandler(_ -> whole.tryComplete(body.toString()));
        return whole.future();
    }

    private long most() {
        return config.maxKeys().asLongValue();
    }
}
