package dev.holdfast.core.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.disk.DiskMark.Kind;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Octets;
import dev.holdfast.core.net.Vrid;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskAreaTest {
    private static final DiskPlace PLACE = new DiskPlace(IpFamily.IPV4, new Vrid(51));
    private static final DiskMark HELD = new DiskMark(Kind.HOLD, true, false, 200, 7, 1234567890123L);

    @Test
    void eachRouterHasARowBehindTheHeader() {
        // Row 50 of 8 sectors of 4096 octets behind one sector: 4096 * (1 + 400).
        assertThat(DiskArea.rowOffset(PLACE)).isEqualTo(1_642_496);
        assertThat(DiskArea.sectorOffset(PLACE, 1)).isEqualTo(1_646_592);
        assertThat(DiskArea.rowOffset(new DiskPlace(IpFamily.IPV6, new Vrid(1))))
                .isEqualTo(8_359_936);
        DiskPlace last = new DiskPlace(IpFamily.IPV6, new Vrid(255));
        assertThat(DiskArea.sectorOffset(last, 7) + DiskArea.SECTOR).isLessThanOrEqualTo(DiskArea.SIZE);
    }

    @Test
    void aMarkComesBackAsItWasWritten() {
        DiskMark asks = new DiskMark(Kind.ASK, false, true, 255, Long.MAX_VALUE, 1);

        assertThat(DiskArea.decode(PLACE, 1, DiskArea.encode(PLACE, 1, HELD))).isEqualTo(HELD);
        assertThat(DiskArea.decode(PLACE, 1, DiskArea.encode(PLACE, 1, asks))).isEqualTo(asks);
    }

    @Test
    void whatNobodyHasWrittenIsBlank() {
        assertThat(DiskArea.decode(PLACE, 0, Octets.of(new byte[DiskArea.SECTOR])))
                .isEqualTo(DiskMark.BLANK);
    }

    @Test
    void aDamagedSectorIsAClaimThatChangesWithItsContent() {
        byte[] sector = DiskArea.encode(PLACE, 1, HELD).toByteArray();
        sector[20] ^= 1;
        DiskMark damaged = DiskArea.decode(PLACE, 1, Octets.of(sector));
        sector[21] ^= 1;

        assertThat(damaged.kind()).isEqualTo(Kind.CLAIM);
        assertThat(damaged.holds()).isFalse();
        assertThat(DiskArea.decode(PLACE, 1, Octets.of(sector))).isNotEqualTo(damaged);
    }

    @Test
    void aSectorOfAnotherPlaceIsNotBelieved() {
        Octets sector = DiskArea.encode(PLACE, 1, HELD);

        assertThat(DiskArea.decode(PLACE, 0, sector).kind()).isEqualTo(Kind.CLAIM);
        assertThat(DiskArea.decode(new DiskPlace(IpFamily.IPV6, new Vrid(51)), 1, sector)
                        .kind())
                .isEqualTo(Kind.CLAIM);
    }

    @Test
    void aHeaderNamesItsNodesInTheirOrder() {
        DiskHeader header = new DiskHeader(List.of("lb01", "lb02.example.net", "übermut"));

        assertThat(DiskHeader.decode(header.encode())).contains(header);
        assertThat(header.placeOf("lb02.example.net")).contains(1);
        assertThat(header.placeOf("lb03")).isEmpty();
    }

    @Test
    void whatIsNoHeaderIsNotReadAsOne() {
        byte[] header = new DiskHeader(List.of("lb01", "lb02")).encode().toByteArray();
        header[16] ^= 1;

        assertThat(DiskHeader.decode(Octets.of(header))).isEmpty();
        assertThat(DiskHeader.decode(Octets.of(new byte[DiskArea.SECTOR]))).isEmpty();
        byte[] full = new byte[DiskArea.SECTOR];
        java.util.Arrays.fill(full, (byte) 0xff);
        assertThat(DiskHeader.decode(Octets.of(full))).isEmpty();
    }

    @Test
    void nodesAreAddedAtTheEndAlone() {
        DiskHeader two = new DiskHeader(List.of("lb01", "lb02"));

        assertThat(new DiskHeader(List.of("lb01", "lb02", "lb03")).keepsPlacesOf(two))
                .isTrue();
        assertThat(new DiskHeader(List.of("lb02", "lb01")).keepsPlacesOf(two)).isFalse();
        assertThat(new DiskHeader(List.of("lb01")).keepsPlacesOf(two)).isFalse();
    }
}
