package dev.holdfast.core.split;

import static dev.holdfast.core.split.Peers.SECOND;
import static dev.holdfast.core.split.Peers.VIP;
import static dev.holdfast.core.split.Peers.checksums;
import static dev.holdfast.core.split.Peers.plain;
import static dev.holdfast.core.split.Peers.settings;
import static dev.holdfast.core.split.Peers.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.Comparison;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final IpAddress OTHER = IpAddress.parse("192.0.2.200");

    /** Word, a mark when it deafens, text. */
    private static List<String> between(Comparison here, Comparison there) {
        return Differences.between(here, there).stream()
                .map(found -> found.what().word() + (found.deafens() ? "! " : " ") + found.text())
                .toList();
    }

    @Test
    void equalSettingsDifferInNothing() {
        assertThat(between(plain(), plain())).isEmpty();
    }

    @Test
    void theOrderOfAddressesDoesNotMatter() {
        Comparison one = settings(51, 2, SECOND, List.of(VIP, OTHER), "multicast", "none", "");
        Comparison two = settings(51, 2, SECOND, List.of(OTHER, VIP), "multicast", "none", "");

        assertThat(between(one, two)).isEmpty();
    }

    @Test
    void anotherIdIsAllThatCanBeSaidOfTheDigest() {
        Comparison here = settings(51, 2, SECOND, List.of(VIP), "multicast", "pass", "aaaa");
        Comparison there = settings(52, 2, SECOND, List.of(VIP), "multicast", "pass", "bbbb");

        assertThat(between(here, there)).containsExactly("vrid! the virtual router id: 51 here, 52 there");
    }

    @Test
    void listsThatShareAnAddressAreHeardAllTheSame() {
        Comparison more = settings(51, 2, SECOND, List.of(VIP, OTHER), "multicast", "none", "");
        Comparison another = settings(51, 2, SECOND, List.of(OTHER), "multicast", "none", "");

        assertThat(between(plain(), more))
                .containsExactly("address_list the virtual addresses: only here none, only there 192.0.2.200");
        assertThat(between(plain(), another))
                .containsExactly("address_list! the virtual addresses: only here 192.0.2.100, only there 192.0.2.200");
    }

    @Test
    void aLongListIsToldByItsBeginning() {
        List<IpAddress> many = IntStream.range(1, 6)
                .mapToObj(last -> IpAddress.parse("192.0.2." + last))
                .toList();

        assertThat(between(plain(), settings(51, 2, SECOND, many, "multicast", "none", "")))
                .singleElement()
                .asString()
                .endsWith("only there 192.0.2.1 192.0.2.2 192.0.2.3 and 2 more");
    }

    @Test
    void passwordsAndTheirKindAreCompared() {
        Comparison pass = settings(51, 2, SECOND, List.of(VIP), "multicast", "pass", "aaaa");
        Comparison another = settings(51, 2, SECOND, List.of(VIP), "multicast", "pass", "aaab");

        assertThat(between(pass, another)).containsExactly("auth! the password of pass authentication");
        assertThat(between(pass, plain())).containsExactly("auth! the authentication: pass here, none there");
    }

    @Test
    void versionTwoWantsItsIntervalAndVersionThreeAdoptsOne() {
        Comparison slow = settings(51, 2, 2 * SECOND, List.of(VIP), "multicast", "none", "");
        Comparison three = settings(51, 3, SECOND, List.of(VIP), "multicast", "none", "");
        Comparison slowThree = settings(51, 3, 10 * SECOND, List.of(VIP), "multicast", "none", "");
        Comparison slowestThree = settings(51, 3, 11 * SECOND, List.of(VIP), "multicast", "none", "");

        assertThat(between(plain(), slow))
                .containsExactly("advert_interval! the advert interval: 1000 ms here, 2000 ms there");
        assertThat(between(three, slowThree))
                .containsExactly("advert_interval the advert interval: 1000 ms here, 10000 ms there");
        assertThat(between(slowestThree, three))
                .containsExactly("advert_interval! the advert interval: 11000 ms here, 1000 ms there");
    }

    @Test
    void versionsAndModesAreCompared() {
        Comparison unicast = settings(51, 3, SECOND, List.of(VIP), "unicast", "none", "");

        assertThat(between(plain(), unicast))
                .containsExactly(
                        "version! the protocol version: 2 here, 3 there",
                        "mode! the mode: multicast here, unicast there");
    }

    @Test
    void anotherChecksumDeafensOnlyWhoAcceptsNoOther() {
        Comparison lenient = checksums("message-only", "");
        Comparison strict = checksums("message-only", "message-only");
        Comparison other = checksums("pseudo-header", "");

        assertThat(between(lenient, other))
                .containsExactly("checksum the checksum: message-only here, pseudo-header there");
        assertThat(between(other, strict))
                .containsExactly("checksum! the checksum: pseudo-header here, message-only there");
        assertThat(between(lenient, strict)).isEmpty();
    }

    @Test
    void keysMayBeExchangedOneNodeAfterTheOther() {
        Comparison before = signed("enforce", "7:3fa1", "7:3fa1");
        Comparison during = signed("enforce", "7:3fa1", "7:3fa1", "8:02cc");
        Comparison after = signed("enforce", "8:02cc", "7:3fa1", "8:02cc");

        assertThat(between(before, during)).isEmpty();
        assertThat(between(during, after)).isEmpty();
        assertThat(between(before, after))
                .containsExactly("auth! auth_hmac: the key that they sign with is none of ours");
        assertThat(between(after, before))
                .containsExactly("auth! auth_hmac: the key that we sign with is none of theirs");
    }

    @Test
    void whoDoesNotSignYetIsRefusedByWhoDemandsIt() {
        Comparison first = signed("receive_only", "7:3fa1", "7:3fa1");
        Comparison second = signed("permissive", "7:3fa1", "7:3fa1");
        Comparison third = signed("enforce", "7:3fa1", "7:3fa1");

        assertThat(between(first, second)).isEmpty();
        assertThat(between(second, third)).isEmpty();
        assertThat(between(third, first))
                .containsExactly("auth! auth_hmac: mode enforce here, receive_only there, which does not sign");
    }

    @Test
    void whoSignsNothingYetGetsOnWithWhoKnowsOfNoSignatures() {
        Comparison plainThree = settings(51, 3, SECOND, List.of(VIP), "multicast", "none", "");

        assertThat(between(plainThree, signed("receive_only", "7:3fa1", "7:3fa1")))
                .containsExactly("auth the authentication: none here, hmac there");
        assertThat(between(plainThree, signed("enforce", "7:3fa1", "7:3fa1")))
                .containsExactly("auth! the authentication: none here, hmac there");
    }
}
