package dev.holdfast.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.core.port.Outcome;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void numbersHaveTheirNames() {
        assertThat(Errno.name(1)).isEqualTo("EPERM");
        assertThat(Errno.name(11)).isEqualTo("EAGAIN");
        assertThat(Errno.name(19)).isEqualTo("ENODEV");
        assertThat(Errno.name(42)).isEqualTo("ENOMSG");
        assertThat(Errno.name(59)).isEqualTo("EBFONT");
        assertThat(Errno.name(95)).isEqualTo("EOPNOTSUPP");
        assertThat(Errno.name(99)).isEqualTo("EADDRNOTAVAIL");
        assertThat(Errno.name(105)).isEqualTo("ENOBUFS");
        assertThat(Errno.name(110)).isEqualTo("ETIMEDOUT");
        assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
    }

    @Test
    void aNumberWithoutANameIsTold() {
        assertThat(Errno.name(41)).isEqualTo("errno 41");
        assertThat(Errno.name(58)).isEqualTo("errno 58");
        assertThat(Errno.name(134)).isEqualTo("errno 134");
        assertThat(Errno.name(0)).isEqualTo("errno 0");
    }

    @Test
    void aRefusalSaysWhatWasTriedOnWhatAndWhy() {
        ErrnoException refused = new ErrnoException("add address", "192.0.2.1/24 dev eth0", 22, "Invalid prefix");

        assertThat(refused).hasMessage("add address 192.0.2.1/24 dev eth0: EINVAL (Invalid prefix)");
        assertThat(refused.outcome())
                .isEqualTo(Outcome.failed("add address", "192.0.2.1/24 dev eth0", "EINVAL (Invalid prefix)"));
    }

    @Test
    void theKernelsErrnoReachesTheException() {
        assertThat(catchThrowableOfType(
                        ErrnoException.class, () -> NativeSocket.open(4711, Linux.SOCK_RAW, 0, "nothing")))
                .hasMessage("open socket nothing: EAFNOSUPPORT");
    }
}
