package dev.holdfast.core.split;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.Comparison.Signing;
import dev.holdfast.core.spi.Difference;
import dev.holdfast.core.spi.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares how two nodes of one virtual router are set up. A pure function; what deafens is what the intake refuses. */
final class Differences {
    /** A list of addresses is told by its beginning. */
    private static final int MOST_NAMED = 3;

    /** VRRPv3 adopts the interval of a master, up to so many times its own. */
    private static final int ADOPTED = 10;

    private static final String RECEIVE_ONLY = "receive_only";
    private static final String ENFORCE = "enforce";
    private static final String HMAC = "hmac";

    private final Comparison here;
    private final Comparison there;
    private final List<Difference> found = new ArrayList<>();

    private Differences(Comparison here, Comparison there) {
        this.here = here;
        this.there = there;
    }

    /** Everything that differs, in the order of {@link Mismatch}. */
    static List<Difference> between(Comparison here, Comparison there) {
        Differences all = new Differences(here, there);
        all.compareVrid();
        all.compareAddresses();
        all.compareAuthentication();
        all.compareInterval();
        all.compareVersion();
        all.compareChecksum();
        all.compareMode();
        return all.found;
    }

    private void compareVrid() {
        differ(Mismatch.VRID, true, "the virtual router id", here.vrid(), there.vrid());
    }

    private void compareAddresses() {
        if (!here.addresses().equals(there.addresses())) {
            String onlyHere = beyond(here.addresses(), there.addresses());
            String onlyThere = beyond(there.addresses(), here.addresses());
            add(
                    Mismatch.ADDRESS_LIST,
                    !here.sharesAddress(there),
                    "the virtual addresses: only here " + onlyHere + ", only there " + onlyThere);
        }
    }

    private static String beyond(List<IpAddress> some, List<IpAddress> others) {
        List<IpAddress> alone =
                some.stream().filter(address -> !others.contains(address)).toList();
        String names = alone.stream().limit(MOST_NAMED).map(IpAddress::toString).collect(Collectors.joining(" "));
        int more = alone.size() - MOST_NAMED;
        return alone.isEmpty() ? "none" : more > 0 ? names + " and " + more + " more" : names;
    }

    private void compareAuthentication() {
        boolean hereSigns = here.signing().isPresent();
        boolean thereSigns = there.signing().isPresent();
        if (hereSigns && thereSigns) {
            compareKeys(here.signing().get(), there.signing().get());
        } else if (!here.authentication().equals(there.authentication())) {
            add(
                    Mismatch.AUTH,
                    !isRollOut(here) && !isRollOut(there),
                    "the authentication: " + here.authentication() + " here, " + there.authentication() + " there");
        } else if (!here.authDigest().equals(there.authDigest()) && sameSalt()) {
            add(Mismatch.AUTH, true, "the password of " + here.authentication() + " authentication");
        }
    }

    /** One that understands signatures and sends none gets on with one that has never heard of them. */
    private static boolean isRollOut(Comparison of) {
        return of.authentication().equals(HMAC)
                && of.signing()
                        .filter(signing -> signing.mode().equals(RECEIVE_ONLY))
                        .isPresent();
    }

    /** Digests of equal passwords are equal only for the same router; what makes it another one is told as itself. */
    private boolean sameSalt() {
        Optional<IpAddress> first = here.addresses().stream().findFirst();
        return here.vrid().equals(there.vrid())
                && first.equals(there.addresses().stream().findFirst());
    }

    private void compareKeys(Signing ours, Signing theirs) {
        if (!sameSalt()) {
            return;
        }
        if (refuses(ours, theirs)) {
            add(Mismatch.AUTH, true, "auth_hmac: the key that they sign with is none of ours");
        } else if (refuses(theirs, ours)) {
            add(Mismatch.AUTH, true, "auth_hmac: the key that we sign with is none of theirs");
        } else if (demands(ours, theirs) || demands(theirs, ours)) {
            add(
                    Mismatch.AUTH,
                    true,
                    "auth_hmac: mode " + ours.mode() + " here, " + theirs.mode() + " there, which does not sign");
        }
    }

    private static boolean refuses(Signing hears, Signing signs) {
        return !signs.mode().equals(RECEIVE_ONLY) && !hears.keys().contains(signs.activeKey());
    }

    private static boolean demands(Signing hears, Signing signs) {
        return hears.mode().equals(ENFORCE) && signs.mode().equals(RECEIVE_ONLY);
    }

    private void compareInterval() {
        long less = Math.min(here.advertIntervalNanos(), there.advertIntervalNanos());
        long more = Math.max(here.advertIntervalNanos(), there.advertIntervalNanos());
        boolean adopts = here.protocolVersion() == 3 && there.protocolVersion() == 3 && more <= ADOPTED * less;
        differ(
                Mismatch.ADVERT_INTERVAL,
                !adopts,
                "the advert interval",
                millis(here.advertIntervalNanos()),
                millis(there.advertIntervalNanos()));
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    private void compareVersion() {
        differ(Mismatch.VERSION, true, "the protocol version", here.protocolVersion(), there.protocolVersion());
    }

    private void compareChecksum() {
        if (!here.checksum().isEmpty() && !there.checksum().isEmpty()) {
            boolean deafens = pins(here, there) || pins(there, here);
            differ(Mismatch.CHECKSUM, deafens, "the checksum", here.checksum(), there.checksum());
        }
    }

    private static boolean pins(Comparison hears, Comparison sends) {
        return !hears.acceptedChecksum().isEmpty() && !hears.acceptedChecksum().equals(sends.checksum());
    }

    private void compareMode() {
        differ(Mismatch.MODE, true, "the mode", here.mode(), there.mode());
    }

    private void differ(Mismatch what, boolean deafens, String name, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            add(what, deafens, name + ": " + ours + " here, " + theirs + " there");
        }
    }

    private void add(Mismatch what, boolean deafens, String text) {
        found.add(new Difference(what, deafens, text));
    }
}
