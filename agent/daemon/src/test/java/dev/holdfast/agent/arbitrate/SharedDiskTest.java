package dev.holdfast.agent.arbitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.arbitrate.DiskAnswer;
import dev.holdfast.core.arbitrate.DiskAnswer.Said;
import dev.holdfast.core.arbitrate.DiskRequest;
import dev.holdfast.core.disk.DiskArea;
import dev.holdfast.core.disk.DiskHeader;
import dev.holdfast.core.disk.DiskMark;
import dev.holdfast.core.disk.DiskMark.Kind;
import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.net.Vrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDiskTest {
    private static final RouterKey ROUTER = new RouterKey(new InterfaceName("eth0"), IpFamily.IPV4, new Vrid(51));

    @TempDir
    private Path folder = Path.of("");

    private final BlockingQueue<DiskAnswer> answers = new LinkedBlockingQueue<>();

    private Path prepared(String... nodes) throws IOException {
        Path path = folder.resolve("disk.img");
        new DiskPreparation(path).prepare(new DiskHeader(List.of(nodes)));
        return path;
    }

    private SharedDisk disk(Path path, String node) {
        return new SharedDisk(new DiskSettings(path, node), (router, answer) -> answers.add(answer));
    }

    private DiskAnswer ask(SharedDisk disk, DiskRequest request) throws InterruptedException {
        disk.ask(ROUTER, request);
        return Optional.ofNullable(answers.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void whatOneNodeWritesTheOtherReads() throws Exception {
        Path path = prepared("lb01", "lb02");
        DiskMark mark = new DiskMark(Kind.HOLD, true, false, 150, 3, 9);
        try (SharedDisk first = disk(path, "lb01");
                SharedDisk second = disk(path, "lb02")) {
            assertThat(ask(first, new DiskRequest(1, Optional.of(mark)))).isEqualTo(DiskAnswer.written(1));

            assertThat(ask(second, new DiskRequest(2, Optional.empty())))
                    .isEqualTo(DiskAnswer.read(
                            2, new Said(1, "lb02", DiskMark.BLANK), List.of(new Said(0, "lb01", mark))));
        }
        assertThat(new DiskPreparation(path).show())
                .containsExactly("nodes: lb01, lb02", "IPv4 VRID 51: lb01 holds the lock (takeover 3)");
    }

    @Test
    void whatIsNotADiskForThisNodeIsSaid() throws Exception {
        Path missing = folder.resolve("none");
        try (SharedDisk disk = disk(missing, "lb01")) {
            assertThat(ask(disk, new DiskRequest(1, Optional.empty())))
                    .isEqualTo(DiskAnswer.failed(1, missing + ": there is no such file"));
        }
        Path path = prepared("lb01", "lb02");
        try (SharedDisk disk = disk(path, "lb03")) {
            assertThat(ask(disk, new DiskRequest(2, Optional.empty())))
                    .isEqualTo(DiskAnswer.failed(2, path + ": there is no place for lb03, only for lb01, lb02"));
        }
        Path empty = Files.write(folder.resolve("empty"), new byte[DiskArea.SECTOR]);
        try (SharedDisk disk = disk(empty, "lb01")) {
            assertThat(ask(disk, new DiskRequest(3, Optional.empty())))
                    .isEqualTo(DiskAnswer.failed(3, empty + ": it is not prepared: holdfast disk init"));
        }
    }

    @Test
    void aDiskThatComesBackIsOpenedAnew() throws Exception {
        Path path = prepared("lb01", "lb02");
        byte[] content = Files.readAllBytes(path);
        try (SharedDisk disk = disk(path, "lb01")) {
            ask(disk, new DiskRequest(1, Optional.empty()));
            Files.write(path, new byte[0]);
            assertThat(ask(disk, new DiskRequest(2, Optional.empty())).kind()).isEqualTo(DiskAnswer.Kind.FAILED);
            assertThat(ask(disk, new DiskRequest(3, Optional.empty())).detail()).contains("it ends after 0 octets");

            Files.write(path, content);

            assertThat(ask(disk, new DiskRequest(4, Optional.empty())).kind()).isEqualTo(DiskAnswer.Kind.READ);
        }
    }

    @Test
    void nodesAreAddedAtTheEndAndNothingElseIsOverwritten() throws Exception {
        Path path = prepared("lb01", "lb02");
        DiskPreparation again = new DiskPreparation(path);

        again.prepare(new DiskHeader(List.of("lb01", "lb02", "lb03")));
        assertThat(again.show()).containsExactly("nodes: lb01, lb02, lb03");
        assertThatThrownBy(() -> again.prepare(new DiskHeader(List.of("lb02", "lb01"))))
                .hasMessageContaining("is prepared for lb01, lb02, lb03");
    }

    @Test
    void aDiskWithSomethingElseOnItIsRefused() throws Exception {
        byte[] foreign = new byte[(int) DiskArea.SIZE];
        foreign[5 << 20] = 1;
        Path path = Files.write(folder.resolve("foreign"), foreign);
        assertThatThrownBy(() -> new DiskPreparation(path).prepare(new DiskHeader(List.of("lb01"))))
                .hasMessageContaining("is not empty")
                .hasMessageContaining("from octet 5242880 on");

        Path small = Files.write(folder.resolve("small"), new byte[1 << 20]);
        assertThatThrownBy(() -> new DiskPreparation(small).prepare(new DiskHeader(List.of("lb01"))))
                .hasMessageContaining("must have 16777216 octets at least, has 1048576");
        assertThatThrownBy(() ->
                        new DiskPreparation(Path.of("/dev/holdfast-none")).prepare(new DiskHeader(List.of("lb01"))))
                .hasMessageContaining("there is no such device");
    }
}
