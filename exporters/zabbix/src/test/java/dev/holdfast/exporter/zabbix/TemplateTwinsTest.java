package dev.holdfast.exporter.zabbix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A template by Zabbix agent is the one by HTTP with another master item. The one by HTTP is written by hand, or in Zabbix
 * and exported; the other is made from it, with {@code -Dupdate=true}.
 */
class TemplateTwinsTest {
    private static final Pattern UUID = Pattern.compile("(?<=uuid: )[0-9a-f]{32}");

    /** Belongs to Zabbix, and to every template in it. */
    private static final String GROUP_UUID = "a571c0d144b14fd4a87a9d9b2aa9fcd6";

    @ParameterizedTest
    @ValueSource(strings = {"vrrp_node", "vrrp_cluster"})
    void differInTheMasterItemAlone(String name) throws IOException {
        String byHttp = TemplateFile.text(name + "_by_http.yaml");

        new CommittedFile(TemplateFile.FOLDER + name + "_by_zabbix_agent.yaml").assertEquals(byAgent(byHttp));
    }

    private static String byAgent(String byHttp) {
        String text = byHttp.replace(" by HTTP", " by Zabbix agent")
                .replaceAll("(?m)^ +type: HTTP_AGENT\n", "")
                .replaceAll("(?m)^ +(authtype|username|password|timeout|url): .*\n", "")
                .replaceAll(
                        "(?m)^ +- macro: .*\n( +(value|type): .*\n)* +description: .*Only for the template by .*\n", "")
                // Both kinds of templates ask a Zabbix agent for the same item.
                .replace("key: vrrp.cluster.get", "key: vrrp.get");
        return UUID.matcher(text)
                .replaceAll(found -> found.group().equals(GROUP_UUID) ? GROUP_UUID : twin(found.group()));
    }

    /** As different as chance would make it, and the same each time: the first 128 bits of a hash, as a version 4. */
    private static String twin(String uuid) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("by agent " + uuid).getBytes(StandardCharsets.US_ASCII));
            hash[6] = (byte) ((hash[6] & 0x0f) | 0x40);
            hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
