package dev.holdfast.exporter.webhook.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.exporter.webhook.event.Notice;
import dev.holdfast.exporter.webhook.event.Notices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryQueueTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> troubles = new ArrayList<>();

    private DeliveryQueue open(int capacity) {
        DeliveryQueue queue = new DeliveryQueue(capacity, troubles::add);
        queue.keepIn(folder.resolve("oncall.jsonl"));
        return queue;
    }

    private static void add(DeliveryQueue queue, Notice... notices) {
        queue.add(List.of(notices), Map.of());
    }

    /** Takes all that waits, as number and summary. */
    private static List<String> drain(DeliveryQueue queue) {
        List<String> all = new ArrayList<>();
        while (queue.head().isPresent()) {
            Entry head = queue.head().orElseThrow();
            all.add(head.sequence() + " " + head.envelope().text("data.summary"));
            queue.done(head.sequence());
        }
        return all;
    }

    @Test
    void keepsTheOrderAndNumbersWithoutAGap() {
        DeliveryQueue queue = open(100);
        add(queue, Notices.state("a", "one"), Notices.state("a", "two"));
        add(queue, Notices.state("b", "three"));

        assertThat(queue.head().orElseThrow().envelope().find("data.sequence").asLong())
                .isEqualTo(1);
        assertThat(drain(queue)).containsExactly("1 one", "2 two", "3 three");
    }

    @Test
    void whatWaitsSurvivesAKillAndNumbersGoOn() {
        DeliveryQueue killed = open(100);
        add(killed, Notices.state("a", "one"), Notices.state("a", "two"), Notices.state("a", "three"));
        killed.done(1);
        killed.close(); // Writes nothing: all is in the file already.

        DeliveryQueue next = open(100);
        add(next, Notices.state("a", "four"));

        assertThat(drain(next)).containsExactly("2 two", "3 three", "4 four");
        next.close();
        DeliveryQueue third = open(100);
        add(third, Notices.state("a", "five"));
        assertThat(drain(third)).containsExactly("5 five");
        assertThat(troubles).isEmpty();
    }

    @Test
    void aTornLastLineIsAsIfItHadNeverBeenBegun() throws IOException {
        DeliveryQueue killed = open(100);
        add(killed, Notices.state("a", "one"));
        killed.close();
        Path file = folder.resolve("oncall.jsonl");
        byte[] whole = Files.readAllBytes(file);
        String line = new String(whole, StandardCharsets.UTF_8).lines().toList().get(1);
        Files.writeString(file, line.replace("\"add\":1", "\"add\":2").substring(0, 50), StandardOpenOption.APPEND);

        DeliveryQueue next = open(100);
        add(next, Notices.state("a", "two"));

        assertThat(drain(next)).containsExactly("1 one", "2 two");
        assertThat(troubles).isEmpty();
    }

    /** Whatever octet the machine died at: what was added before is there, and nothing else. */
    @Test
    void aFileThatEndsAnywhereIsReadAsFarAsItGoes() throws IOException {
        DeliveryQueue killed = open(100);
        add(killed, Notices.state("a", "one"), Notices.state("a", "two"));
        killed.close();
        Path file = folder.resolve("oncall.jsonl");
        byte[] whole = Files.readAllBytes(file);
        int firstEnd = new String(whole, StandardCharsets.UTF_8).indexOf("{\"add\":2");

        for (int length = firstEnd; length < whole.length - 1; length += 37) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            DeliveryQueue next = open(100);
            assertThat(drain(next)).as("cut at %d", length).containsExactly("1 one");
            next.close();
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    void linesThatSomebodyElseWroteAreLeftOutAndToldOf() throws IOException {
        Files.writeString(folder.resolve("oncall.jsonl"), "hello\nworld\n{\"next\":9}\n");
        DeliveryQueue queue = open(100);
        add(queue, Notices.state("a", "one"));

        assertThat(drain(queue)).containsExactly("9 one");
        assertThat(troubles)
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).contains("2 lines could not be understood"));
    }

    @Test
    void whenThereIsNoRoomNewsGiveWayToNewerNewsAboutTheSame() {
        DeliveryQueue queue = open(4);
        add(
                queue,
                Notices.incident("fault", "fault"),
                Notices.state("a", "a1"),
                Notices.state("b", "b1"),
                Notices.state("a", "a2"),
                Notices.state("a", "a3"),
                Notices.state("b", "b2"));

        assertThat(drain(queue)).containsExactly("1 fault", "4 a2", "5 a3", "6 b2");
        assertThat(queue.superseded()).isEqualTo(2);
        assertThat(queue.lost()).isZero();
    }

    @Test
    void incidentsGiveWayLastAndTheOldestIsLostWhenAllDiffer() {
        DeliveryQueue queue = open(2);
        add(queue, Notices.incident("x", "x1"), Notices.incident("x", "x2"), Notices.incident("y", "y1"));
        assertThat(queue.superseded()).isEqualTo(1);
        add(queue, Notices.incident("z", "z1"));

        assertThat(drain(queue)).containsExactly("3 y1", "4 z1");
        assertThat(queue.lost()).isEqualTo(1);
    }

    /** Hours of a receiver that is away, with an agent that flaps all the time. */
    @Test
    void diskAndMemoryStayBoundedAndTheLastStateIsThere() throws IOException {
        DeliveryQueue queue = open(16);
        for (int i = 1; i <= 1_000; i++) {
            add(queue, Notices.state("state/VI_1", "n" + i), Notices.state("state/VI_2", "m" + i));
        }

        assertThat(Files.size(folder.resolve("oncall.jsonl"))).isLessThan(400_000);
        assertThat(queue.length()).isEqualTo(16);
        assertThat(drain(queue)).hasSize(16).endsWith("1999 n1000", "2000 m1000");
    }

    @Test
    void memoryIsBoundedInOctetsToo() {
        DeliveryQueue queue = new DeliveryQueue(5_000, troubles::add);
        for (int i = 0; i < 3_000; i++) {
            add(queue, Notices.state("a" + i, "x".repeat(900)));
        }

        // Each has 900 octets in its id, as many in its summary and some 400 around them; 480 of these are a MiB.
        assertThat(queue.length()).isBetween(400, 520);
        assertThat(queue.lost()).isEqualTo(3_000 - queue.length());
    }

    @Test
    void twoAgentsDoNotWriteToOneFile() {
        DeliveryQueue first = open(100);
        DeliveryQueue second = open(100);
        add(first, Notices.state("a", "one"));
        add(second, Notices.state("a", "other"));

        assertThat(first.isKept()).isTrue();
        assertThat(second.isKept()).isFalse();
        assertThat(troubles).hasSize(1).allSatisfy(text -> assertThat(text).contains("held by another agent"));
        assertThat(drain(second)).containsExactly("1 other");
        first.close();
        assertThat(drain(open(100))).containsExactly("1 one");
    }

    @Test
    void whereNothingCanBeWrittenItGoesOnInMemory() {
        DeliveryQueue queue = new DeliveryQueue(100, troubles::add);
        queue.keepIn(Path.of("/proc/nowhere/oncall.jsonl"));
        add(queue, Notices.state("a", "one"));

        assertThat(queue.isKept()).isFalse();
        assertThat(troubles).hasSize(1);
        assertThat(drain(queue)).containsExactly("1 one");
    }

    @Test
    void deadLettersAreKeptInTwoFilesOfBoundedSize() throws IOException {
        DeadLetters dead = new DeadLetters(java.util.Optional.of(folder.resolve("oncall.dead")), troubles::add);
        Entry entry = Entry.of(1, "a", 0, Notices.state("a", "x".repeat(900)).numbered(1, Map.of()));
        for (int i = 0; i < 3_000; i++) {
            dead.add(1_795_237_200_000L, "status 404", entry);
        }

        assertThat(Files.size(folder.resolve("oncall.dead"))).isLessThan(1 << 20);
        assertThat(Files.size(folder.resolve("oncall.dead.1"))).isBetween(1_000_000L, 1L << 20);
        assertThat(Files.readAllLines(folder.resolve("oncall.dead")).get(0))
                .startsWith("{\"time\":\"2026-11-21T05:00:00Z\",\"why\":\"status 404\",\"event\":{\"specversion\"");
        assertThat(troubles).isEmpty();
    }
}
