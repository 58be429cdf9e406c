package io.pagurus.gateway.classes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.limits.Rank;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {

    private static final Model SMALL = new Model("small", 1, 1, Duration.ofMillis(500), null);
    private static final Model LARGE = new Model("large", 9, 9, Duration.ofMillis(900), null);
    private static final Model QUICK = new Model("quick", 4, 4, Duration.ofMillis(100), "gpu");
    private static final PriceTable TABLE = new PriceTable(List.of(LARGE, QUICK, SMALL));
    private static final RequestClass PLAIN = RequestClass.of("normal", 1, 100);
    private static final RequestClass BULK =
            new RequestClass("bulk", List.of(), "auto:cheap", new Rank("bulk", 2, 50), null);

    private static Optional<ModelChoice> choice(
            ModelRules.Rewrite rewrite,
            Set<String> among,
            RequestClass asked,
            @Nullable String named,
            Predicate<Model> served) {
        ModelRules rules = new ModelRules(LARGE, among, rewrite, 1, TABLE);
        return ModelChoice.of(rules, asked, named, served);
    }

    private static Optional<ModelChoice> choice(RequestClass asked, @Nullable String named) {
        return choice(ModelRules.Rewrite.ALIASES, Set.of(), asked, named, _ -> true);
    }

    @Test
    void aliasesMeanTheBestOfTheTable() {
        assertThat(choice(PLAIN, "auto:cheap")).contains(new ModelChoice(SMALL, true));
        assertThat(choice(PLAIN, "auto:fast")).contains(new ModelChoice(QUICK, true));
        // 4 × 100 ms is less than 1 × 500 ms.
        assertThat(choice(PLAIN, "auto:value")).contains(new ModelChoice(QUICK, true));
    }

    @Test
    void aModelThatNobodyServesIsPassedOver() {
        // When
        Optional<ModelChoice> fast =
                choice(
                        ModelRules.Rewrite.ALIASES,
                        Set.of(),
                        PLAIN,
                        "auto:fast",
                        model -> model.label() == null);
        Optional<ModelChoice> nobody =
                choice(ModelRules.Rewrite.ALIASES, Set.of(), PLAIN, "auto:fast", _ -> false);
        // Then
        assertThat(fast).contains(new ModelChoice(SMALL, true));
        assertThat(nobody).contains(new ModelChoice(QUICK, true));
    }

    @Test
    void aRouteSaysWhichModelsAnAliasMayMean() {
        // When
        Optional<ModelChoice> cheap =
                choice(
                        ModelRules.Rewrite.ALIASES,
                        Set.of("large", "quick"),
                        PLAIN,
                        "auto:cheap",
                        _ -> true);
        // Then
        assertThat(cheap).contains(new ModelChoice(QUICK, true));
    }

    @Test
    void aNamedModelStaysUnlessTheRouteSaysOtherwise() {
        assertThat(choice(BULK, "large")).contains(new ModelChoice(LARGE, false));
        assertThat(choice(BULK, "unheard-of")).isEmpty();
        assertThat(choice(ModelRules.Rewrite.ALWAYS, Set.of(), BULK, "large", _ -> true))
                .contains(new ModelChoice(SMALL, true));
    }

    @Test
    void whoNamesNoneGetsTheClassesOrTheRoutes() {
        assertThat(choice(BULK, null)).contains(new ModelChoice(SMALL, true));
        assertThat(choice(PLAIN, null)).contains(new ModelChoice(LARGE, true));
    }
}
