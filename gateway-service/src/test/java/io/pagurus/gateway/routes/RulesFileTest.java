package io.pagurus.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {

    private static final String GOOD = "routes: [{name: one}]";

    @TempDir Path folder;

    private final Rules rules =
            new Rules(
                    EdgeRules.turnsAt(Set.of("/talk")), new Secrets(_ -> null), Clock.systemUTC());
    private Path path;
    private RulesFile file;

    @BeforeEach
    void writeGoodRules() throws IOException {
        path = folder.resolve("rules.yaml");
        Files.writeString(path, GOOD);
        file = new RulesFile(path, rules);
    }

    @Test
    void whatIsWrittenIsInForceAtStart() {
        // When
        file.load();
        // Then
        assertThat(rules.now().routes()).extracting(RouteRules::name).containsExactly("one");
    }

    @Test
    void anEdgeDoesNotStartWithRulesThatCannotBeUsed() throws IOException {
        // Given
        Files.writeString(path, "routes: [{}]");
        // When, Then
        assertThatThrownBy(file::load)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("routes[0].name");
        Files.delete(path);
        assertThatThrownBy(file::load).hasMessageContaining("pagurus.gateway.rules.file");
    }

    @Test
    void aChangedFileIsTakenAndABadOneChangesNothing() throws IOException {
        // Given
        file.load();
        // When
        Files.writeString(path, "routes: [{name: two}]");
        file.lookAgain();
        Files.writeString(path, "routes: [{name: three, turns: perhaps}]");
        file.lookAgain();
        // Then
        assertThat(rules.now().routes()).extracting(RouteRules::name).containsExactly("two");
        assertThat(rules.refused()).singleElement().asString().startsWith("routes[0].turns");
    }

    @Test
    void aFileThatGoesAwayLeavesTheRules() throws IOException {
        // Given
        file.load();
        // When
        Files.delete(path);
        file.lookAgain();
        // Then
        assertThat(rules.now().routes()).extracting(RouteRules::name).containsExactly("one");
    }

    @Test
    void rulesThatAreWrittenAreKeptAndBadOnesAreNot() throws IOException, InvalidRulesException {
        // Given
        file.load();
        // When
        file.write("routes: [{name: four}]", "admin");
        assertThatThrownBy(() -> file.write("routes: 4", "admin"))
                .isInstanceOf(InvalidRulesException.class);
        // Then
        assertThat(Files.readString(path)).contains("four");
        assertThat(rules.now().routes()).extracting(RouteRules::name).containsExactly("four");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(path);
        }
    }

    @Test
    void aSecretThatHasChangedIsTakenThoughTheRulesSayTheSame() throws IOException {
        // Given
        Path secret = loadedWithSecret("first");
        assertThat(token()).isEqualTo("first");
        // When
        Files.writeString(secret, "second");
        file.lookAgain();
        // Then
        assertThat(token()).isEqualTo("second");
    }

    @Test
    void aSecretThatIsGoneForAWhileChangesNothingUntilItIsBack() throws IOException {
        // Given
        Path secret = loadedWithSecret("first");
        // When
        Files.delete(secret);
        file.lookAgain();
        // Then
        assertThat(token()).isEqualTo("first");
        assertThat(rules.refused()).singleElement().asString().contains("credentials[0].secret");
        Files.writeString(secret, "second");
        file.lookAgain();
        assertThat(token()).isEqualTo("second");
        assertThat(rules.refused()).isEmpty();
    }

    @Test
    void rulesWhoseSecretComesLaterAreInForceThen() throws IOException {
        // Given
        file.load();
        Path secret = nameSecret();
        file.lookAgain();
        assertThat(rules.refused()).isNotEmpty();
        // When
        Files.writeString(secret, "late");
        file.lookAgain();
        // Then
        assertThat(token()).isEqualTo("late");
        assertThat(rules.refused()).isEmpty();
    }

    @Test
    void aSecretOfTheRulesInForceIsTakenWhileOthersAreRefused() throws IOException {
        // Given
        Path secret = loadedWithSecret("first");
        Files.writeString(path, "routes: [{}]");
        file.lookAgain();
        // When
        Files.writeString(secret, "second");
        file.lookAgain();
        // Then
        assertThat(token()).isEqualTo("second");
        assertThat(rules.refused()).singleElement().asString().startsWith("routes[0].name");
    }

    private Path loadedWithSecret(String value) throws IOException {
        Path secret = nameSecret();
        Files.writeString(secret, value);
        file.load();
        return secret;
    }

    /** The rules name it; it is not there yet. */
    private Path nameSecret() throws IOException {
        Path secret = folder.resolve("token");
        Files.writeString(path, "other-nodes: {credentials: [{secret: 'file:" + secret + "'}]}");
        return secret;
    }

    private String token() {
        return rules.now().secrets().others().getFirst().secret().reveal();
    }
}
