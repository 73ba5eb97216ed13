package dev.holdfast.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Damages a good configuration at random. Whatever comes out, the loader answers: settings or problems, short ones, and
 * never an exception. The seed is in the message of a failure.
 */
class MutatedConfigTest {
    private static final int RUNS = 2_000;
    private static final int MAX_MESSAGE = 1_500;
    private static final String SPICE =
            "{}[]:,-#&*!|>'\"%@`?~<=\t\n \\\u0000\u00e9\ud83d\ude00\ud83d0123456789abcxyz/._";

    private final ConfigLoader loader = new ConfigLoader(new FakeHost());

    @Test
    void noDamageMakesTheLoaderThrow() throws IOException {
        String good = Files.readString(Path.of("src/test/resources/dev/holdfast/agent/config/good/everything.yaml"));
        String[] lines = good.split("\n", -1);
        int refused = 0;

        for (long seed = 0; seed < RUNS; seed++) {
            String damaged = damage(good, lines, new SplittableRandom(seed));
            refused += check(seed, damaged) ? 1 : 0;
        }

        // Both kinds of answer must be common, or the damage is too small or too large to be a test.
        assertThat(refused).isBetween(RUNS / 4, RUNS * 99 / 100);
    }

    private boolean check(long seed, String damaged) {
        try {
            ConfigResult result = loader.parse("m.yaml", damaged);
            List<Problem> problems = result.problems();
            boolean isInvalid = result instanceof ConfigResult.Invalid;
            assertThat(problems).as("seed %d", seed).hasSizeLessThanOrEqualTo(Problems.MAX_REPORTED + 1);
            assertThat(problems)
                    .as("seed %d", seed)
                    .allSatisfy(problem -> assertThat(problem.toString())
                            .hasSizeLessThan(MAX_MESSAGE)
                            .doesNotContain("com.fasterxml", "org.yaml", "Exception", "\n"));
            assertThat(problems.stream().anyMatch(Problem::isError))
                    .as("seed %d", seed)
                    .isEqualTo(isInvalid);
            return isInvalid;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + " makes it throw:\n" + damaged, e);
        }
    }

    private static String damage(String good, String[] lines, SplittableRandom random) {
        StringBuilder text = new StringBuilder(good);
        int blows = 1 + random.nextInt(3);
        for (int i = 0; i < blows; i++) {
            int at = random.nextInt(text.length());
            int length = Math.min(random.nextInt(12), text.length() - at);
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, spice(random));
                case 2 -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
                case 3 -> text.insert(text.lastIndexOf("\n", at) + 1, lines[random.nextInt(lines.length)] + "\n");
                default -> replaceValue(text, at, random);
            }
            if (text.length() == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static String spice(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            word.append(SPICE.charAt(random.nextInt(SPICE.length())));
        }
        return word.toString();
    }

    private static void replaceValue(StringBuilder text, int at, SplittableRandom random) {
        List<String> values = List.of(
                "0",
                "-1",
                "256",
                "1e9",
                "0x33",
                "051",
                "on",
                "~",
                "[]",
                "{}",
                "[[1]]",
                "{a: b}",
                "\"\"",
                "::",
                "fe80::1%eth0",
                "192.0.2.1/24",
                "9".repeat(30),
                "9999999h",
                "0.000000001",
                "x".repeat(5_000),
                "\u00e9\u0131",
                ".inf");
        int colon = text.indexOf(": ", at);
        int end = text.indexOf("\n", Math.max(colon, 0));
        if (colon >= 0 && end >= 0) {
            text.replace(colon + 2, end, values.get(random.nextInt(values.size())));
        }
    }

    @Test
    void hostileSizesAreAnsweredAtOnce() {
        List<String> hostile = List.of(
                "[".repeat(1_000_000),
                "{a: ".repeat(250_000),
                "- ".repeat(500_000),
                "a: &x [".repeat(100_000),
                "x".repeat(1_000_000),
                "x".repeat(1_000_000) + ": 1",
                "a: '" + "x\n".repeat(400_000),
                "? ".repeat(500_000),
                "vrrp_instance:\n" + "  a: {}\n".repeat(100_000),
                "vrrp_instance: {V: {priority: " + "9".repeat(1_000_000) + "}}",
                "!".repeat(1_000_000),
                "a: |\n" + " \n".repeat(400_000));

        for (String text : hostile) {
            ConfigResult result =
                    Assertions.assertTimeout(Duration.ofSeconds(10), () -> loader.parse("hostile.yaml", text));
            assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
            assertThat(result.problems()).hasSizeLessThanOrEqualTo(Problems.MAX_REPORTED + 1);
        }
    }
}
