package dev.holdfast.core.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.core.net.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What readings are worth: keepalived's rules for weight, sign and reverse. */
class TrackedTest {
    private static final TrackerId SCRIPT = new TrackerId(TrackerKind.SCRIPT, "chk");
    private static final TrackerId FILE = new TrackerId(TrackerKind.FILE, "load");

    @ParameterizedTest(name = "weight {0} reverse {1} good {2}: {3} points, fault {4}")
    @CsvSource({
        "20, false, true, 20, false",
        "20, false, false, 0, false",
        "-20, false, true, 0, false",
        "-20, false, false, -20, false",
        "20, true, true, -20, false",
        "20, true, false, 0, false",
        "-20, true, true, 0, false",
        "-20, true, false, 20, false",
        "0, false, true, 0, false",
        "0, false, false, 0, true",
        "0, true, true, 0, true",
        "0, true, false, 0, false",
    })
    void goodAndBadCountBySignAndDirection(int weight, boolean reverse, boolean good, int points, boolean fault) {
        Influence influence = new Tracked(SCRIPT, weight, reverse).judge(Reading.of(good));

        assertThat(influence.points()).isEqualTo(points);
        assertThat(influence.isFault()).isEqualTo(fault);
    }

    @ParameterizedTest(name = "number {2} weight {0} reverse {1}: {3} points, fault {4}")
    @CsvSource({
        "1, false, 30, 30, false",
        "2, false, -20, -40, false",
        "1, true, 30, -30, false",
        "1, false, 400, 253, false",
        "1, false, -253, -253, false",
        "1, false, -254, -253, true",
        "2, false, 2000000000, 253, false",
        "0, false, 0, 0, false",
        "0, false, 7, 0, true",
        "0, true, 0, 0, true",
        "0, true, 7, 0, false",
    })
    void aFilesNumberCountsTimesTheWeight(int weight, boolean reverse, int number, int points, boolean fault) {
        Influence influence = new Tracked(FILE, weight, reverse).judge(Reading.number(number));

        assertThat(influence.points()).isEqualTo(points);
        assertThat(influence.isFault()).isEqualTo(fault);
    }

    @Test
    void whatSaidNothingYetIsPendingAndWorthNothing() {
        Influence influence = new Tracked(SCRIPT, 0, false).judge(Reading.UNKNOWN);

        assertThat(influence.isPending()).isTrue();
        assertThat(influence.isFault()).isFalse();
        assertThat(influence.points()).isZero();
    }

    @Test
    void weightsBeyondEveryPriorityAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tracked(SCRIPT, 254, false))
                .withMessage("a weight must be -253..253, was 254");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({"100, -20, -30, 50", "100, 200, 0, 254", "100, -200, 0, 1", "255, -20, 0, 255", "250, 3, 0, 253"})
    void theSumStaysBetween1And254AndTheOwnerStays(int base, int first, int second, int effective) {
        Standing standing = Standing.of(new Priority(base), List.of(points(first), points(second)));

        assertThat(standing.priority().value()).isEqualTo(effective);
    }

    private static Influence points(int points) {
        return new Influence(new Tracked(FILE, 1, false), Reading.number(points), points, false);
    }
}
