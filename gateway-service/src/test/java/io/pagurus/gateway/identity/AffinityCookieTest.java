package io.pagurus.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.identity.AffinityCookie.Ticket;
import io.pagurus.gateway.rules.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AffinityCookieTest {

    private static final Secret OLD = new Secret("0123456789abcdef0123456789abcdef");
    private static final Secret NEW = new Secret("fedcba9876543210fedcba9876543210");
    private static final long NOW = 1_800_000_000;
    private static final long TTL = 7_200;

    private final AffinityCookie cookie = cookie(OLD);

    @Test
    void saysWhatItWasWrittenFor() {
        String set = cookie.write("hk-1", "id", NOW, true);
        assertThat(set)
                .startsWith("srv_id=v1/hk-1/" + NOW + "/id/")
                .endsWith("; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure");
        assertThat(read(cookie, value(set), NOW)).isEqualTo(new Ticket("hk-1", "id", false));
        assertThat(cookie.write("hk-1", "id", NOW, false)).doesNotContain("Secure");
    }

    @Test
    void isDueWhenATenthOfItsLifeIsOver() {
        String value = value(cookie.write("hk-1", "id", NOW, false));
        assertThat(due(value, NOW + TTL / 10 - 1)).isFalse();
        assertThat(due(value, NOW + TTL / 10)).isTrue();
    }

    @Test
    void expiresUnlessSomethingIsOpen() {
        String value = value(cookie.write("hk-1", "id", NOW, false));
        assertThat(read(cookie, value, NOW + TTL)).isNotNull();
        assertThat(read(cookie, value, NOW + TTL + 1)).isNull();
        assertThat(cookie.read(value, NOW + 10 * TTL, "id"::equals))
                .isEqualTo(new Ticket("hk-1", "id", true));
    }

    @Test
    void isNoneWhenAnybodyElseHasWrittenIt() {
        String value = value(cookie.write("hk-1", "id", NOW, false));
        assertThat(read(cookie, value.replace("hk-1", "hk-2"), NOW)).isNull();
        assertThat(read(cookie, value.substring(0, value.length() - 1), NOW)).isNull();
        assertThat(read(cookie(NEW), value, NOW)).isNull();
        assertThat(read(cookie, "", NOW)).isNull();
        assertThat(read(cookie, "v1/hk-1/x/id/", NOW)).isNull();
        assertThat(read(cookie, "x".repeat(5000), NOW)).isNull();
    }

    @Test
    void isWrittenAnewWhenItsKeyIsNoLongerTheFirst() {
        String value = value(cookie.write("hk-1", "id", NOW, false));
        assertThat(read(cookie(NEW, OLD), value, NOW)).isEqualTo(new Ticket("hk-1", "id", true));
    }

    private boolean due(String value, long now) {
        Ticket ticket = read(cookie, value, now);
        return ticket != null && ticket.due();
    }

    private static @Nullable Ticket read(AffinityCookie cookie, String value, long now) {
        return cookie.read(value, now, _ -> false);
    }

    private static String value(String set) {
        return set.substring("srv_id=".length(), set.indexOf(';'));
    }

    private static AffinityCookie cookie(Secret... keys) {
        return new AffinityCookie(
                new CookieRules(
                        List.of(keys), Duration.ofSeconds(TTL), CookieRules.SameSite.LAX, false));
    }
}
