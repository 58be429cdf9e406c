package io.pagurus.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentityReaderTest {

    private final IdentityReader reader = new IdentityReader(() -> "random");

    @Test
    void believesTheHeadersInTheirOrderAndThenTheCookie() {
        assertThat(session("c", "X-Session-ID", "a", "Mcp-Session-Id", "b")).isEqualTo("a");
        assertThat(session("c", "x-openclaw-session-key", "agent:main:1"))
                .isEqualTo("agent:main:1");
        assertThat(session("c", "mcp-session-id", "b")).isEqualTo("b");
        assertThat(session("c")).isEqualTo("c");
    }

    @Test
    void mintsWhereNothingUsableIsGiven() {
        assertThat(read(null))
                .isEqualTo(
                        new Identity("random", Identity.Source.MINTED, "random", false, "alice"));
        assertThat(read("not/an id").minted()).isTrue();
    }

    @Test
    void refusesAHeaderThatIsNoName() {
        assertThat(reader.read(headers("X-Session-ID", "a b"), null, "alice"))
                .isInstanceOf(Identified.Unreadable.class);
        assertThat(reader.read(headers("Mcp-Session-Id", "x".repeat(129)), null, "alice"))
                .isInstanceOf(Identified.Unreadable.class);
    }

    @Test
    void namesATurnByPrincipalAndKey() {
        Identity keyed = read("s", "Idempotency-Key", "k-1");
        assertThat(keyed.turnId()).isEqualTo("alice~k-1");
        assertThat(keyed.keyed()).isTrue();
    }

    @Test
    void hashesAKeyThatIsNoName() {
        String once = read("s", "Idempotency-Key", "\"8e03978e\"").turnId();
        String again = read("s", "Idempotency-Key", "\"8e03978e\"").turnId();
        String other = read("s", "Idempotency-Key", "\"8e03978f\"").turnId();
        assertThat(once).matches("k-[0-9a-f]{32}").isEqualTo(again).isNotEqualTo(other);
        assertThat(read("s", "Idempotency-Key", "x".repeat(200)).turnId()).startsWith("k-");
    }

    @Test
    void letsNoPrincipalNameAnothersTurn() {
        assertThat(IdSyntax.turnId("a~b", "c")).isNotEqualTo(IdSyntax.turnId("a", "b~c"));
    }

    @Test
    void mintsATurnWithoutAKey() {
        assertThat(read("s").turnId()).isEqualTo("random");
        assertThat(read("s", "Idempotency-Key", " ").keyed()).isFalse();
    }

    private String session(@Nullable String cookie, String... headers) {
        return read(cookie, headers).sessionId();
    }

    private Identity read(@Nullable String cookie, String... headers) {
        return switch (reader.read(headers(headers), cookie, "alice")) {
            case Identified.As(Identity identity) -> identity;
            case Identified.Unreadable unreadable -> throw new AssertionError(unreadable);
        };
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
