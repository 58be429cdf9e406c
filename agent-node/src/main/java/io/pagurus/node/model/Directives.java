package io.pagurus.node.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Immutable. What a user's text asks of the model in double square brackets. Numbers beyond the
 * bounds are taken as the bound; what is no directive is plain text.
 *
 * @param words the answer is padded to that many words
 * @param delay the wait before each chunk and in each tool step
 * @param fail whether the turn is to fail
 * @param tools how many tool steps come before the answer
 * @param effectOnce whether their tool must not be repeated
 */
public record Directives(int words, Duration delay, boolean fail, int tools, boolean effectOnce) {

    public static final int MAX_WORDS = 10_000;
    public static final int MAX_TOOLS = 32;
    public static final Duration MAX_DELAY = Duration.ofMinutes(1);
    public static final Directives NONE = new Directives(0, Duration.ZERO, false, 0, false);

    private static final Pattern BRACKETS = Pattern.compile("\\[\\[([a-z0-9= ]{1,64})]]");
    private static final Pattern DELAY = Pattern.compile("delay=(\\d{1,6})(ms|s)");
    private static final Pattern COUNT = Pattern.compile("(words|tools)=(\\d{1,6})");

    public static Directives in(String userText) {
        Directives found = NONE;
        Matcher brackets = BRACKETS.matcher(userText);
        while (brackets.find()) {
            for (String word : brackets.group(1).split(" ", -1)) {
                found = found.with(word);
            }
        }
        return found;
    }

    private Directives with(String word) {
        Matcher delay = DELAY.matcher(word);
        if (delay.matches()) {
            long number = Long.parseLong(delay.group(1));
            return withDelay(
                    delay.group(2).equals("s")
                            ? Duration.ofSeconds(number)
                            : Duration.ofMillis(number));
        }
        Matcher count = COUNT.matcher(word);
        if (count.matches()) {
            int number = Integer.parseInt(count.group(2));
            return count.group(1).equals("words") ? withWords(number) : withTools(number);
        }
        return switch (word) {
            case "fail" -> new Directives(words, delay(), true, tools, effectOnce);
            case "effect=once" -> new Directives(words, delay(), fail, tools, true);
            default -> this;
        };
    }

    private Directives withDelay(Duration wanted) {
        Duration bounded = wanted.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : wanted;
        return new Directives(words, bounded, fail, tools, effectOnce);
    }

    private Directives withWords(int wanted) {
        return new Directives(Math.min(wanted, MAX_WORDS), delay, fail, tools, effectOnce);
    }

    private Directives withTools(int wanted) {
        return new Directives(words, delay, fail, Math.min(wanted, MAX_TOOLS), effectOnce);
    }
}
