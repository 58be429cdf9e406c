package io.pagurus.gateway.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class HttpSessionOwnershipTest {

    @Test
    void takeoverOfASessionThatWasForgottenMeansThatThereIsNone() {
        // When
        OwnershipAnswer answer =
                HttpSessionOwnership.read(
                        409,
                        Buffer.buffer(
                                """
                                {"type":"urn:pagurus:problem:epoch-conflict","current":null}
                                """));
        // Then
        assertThat(answer).isEqualTo(new OwnershipAnswer.Unknown());
    }

    @Test
    void conflictNamesTheOwner() {
        // When
        OwnershipAnswer answer =
                HttpSessionOwnership.read(
                        409,
                        Buffer.buffer(
                                """
                                {"type":"urn:pagurus:problem:epoch-conflict",
                                 "current":{"epoch":6,"owner":{"node":"jp-1","region":"jp"},
                                            "state":"active"}}
                                """));
        // Then
        assertThat(answer)
                .isEqualTo(
                        new OwnershipAnswer.Overtaken(
                                new KnownOwner("jp-1", "jp", 6, "anonymous")));
    }
}
