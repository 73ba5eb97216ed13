package dev.holdfast.agent.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpFamily;
import dev.holdfast.core.net.Vrid;
import dev.holdfast.core.spi.Comparison;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.split.PeerReport;
import dev.holdfast.core.split.PeerReports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a peer says of itself: the few fields of its status that matter, whatever else it says. A field of another type, or
 * one that cannot be, makes the whole answer one that is not understood.
 */
final class StatusReader {
    /** As many as a configuration may have. */
    private static final int MOST_INSTANCES = 255;

    private static final int MOST_ADDRESSES = 255;
    private static final int MOST_KEYS = 255;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StatusReader() {}

    static PeerReports read(byte[] json) throws NotAStatus {
        Fields status = new Fields("", tree(json));
        if (status.number("schema_version", 1, Integer.MAX_VALUE) != 1) {
            throw new NotAStatus("schema_version is not 1");
        }
        List<PeerReport> reports = new ArrayList<>();
        for (Fields instance : status.list("instances", MOST_INSTANCES)) {
            // An agent that is older says nothing that can be compared.
            if (instance.has("comparison")) {
                reports.add(report(instance));
            }
        }
        return new PeerReports(reports);
    }

    private static JsonNode tree(byte[] json) throws NotAStatus {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException garbage) {
            throw new NotAStatus("is not JSON");
        } catch (IOException never) {
            throw new IllegalStateException(never); // From memory.
        }
    }

    private static PeerReport report(Fields instance) throws NotAStatus {
        Fields counters = instance.at("counters");
        return new PeerReport(
                instance.text("name", "\\P{Cntrl}{1,100}"),
                comparison(instance.at("comparison")),
                instance.has("segment") ? instance.text("segment", "[0-9a-f.:/]{1,64}") : "",
                state(instance),
                (int) instance.at("priority").number("effective", 0, 255),
                counters.number("adverts_sent", 0, Long.MAX_VALUE),
                counters.number("adverts_received", 0, Long.MAX_VALUE),
                saysStalled(instance));
    }

    private static RouterState state(Fields instance) throws NotAStatus {
        String word = instance.text("state", "[A-Z]{1,20}");
        return Arrays.stream(RouterState.values())
                .filter(state -> state.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new NotAStatus(instance.path("state") + " is not a state"));
    }

    private static boolean saysStalled(Fields instance) throws NotAStatus {
        if (!instance.has("split_brain") || !instance.at("split_brain").has("incident")) {
            return false;
        }
        Fields incident = instance.at("split_brain").at("incident");
        for (Fields evidence : incident.list("evidence", Integer.MAX_VALUE)) {
            if (evidence.text("kind", "[a-z_]{1,64}").equals("stalled")) {
                return true;
            }
        }
        return false;
    }

    private static Comparison comparison(Fields said) throws NotAStatus {
        double seconds = said.decimal("advert_interval_seconds", 0.01, 255);
        return new Comparison(
                new Vrid((int) said.number("vrid", 1, 255)),
                said.number("family", 4, 6) == 4 ? IpFamily.IPV4 : IpFamily.IPV6,
                (int) said.number("protocol_version", 2, 3),
                Math.round(seconds * NANOS_PER_SECOND),
                addresses(said),
                said.word("mode"),
                said.word("authentication"),
                said.word("auth_digest"),
                said.word("checksum"),
                said.word("accepted_checksum"),
                said.has("signing") ? Optional.of(signing(said.at("signing"))) : Optional.empty());
    }

    private static Comparison.Signing signing(Fields said) throws NotAStatus {
        return new Comparison.Signing(said.word("mode"), said.word("active_key"), said.words("keys", MOST_KEYS));
    }

    private static List<IpAddress> addresses(Fields said) throws NotAStatus {
        List<IpAddress> addresses = new ArrayList<>();
        for (String literal : said.words("addresses", MOST_ADDRESSES)) {
            try {
                addresses.add(IpAddress.parse(literal));
            } catch (IllegalArgumentException unfit) {
                throw new NotAStatus(said.path("addresses") + " holds something that is no address");
            }
        }
        return addresses;
    }
}
