package dev.holdfast.agent.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReaderTest {
    private static final String INSTANCE = "{'name':'VI_1','state':'MASTER','priority':{'effective':100,'base':100},"
            + "'segment':'192.0.2.0/24','counters':{'adverts_sent':7,'adverts_received':3,'more':{}},"
            + "'split_brain':{'verdict':'none','incident':null},'comparison':{'vrid':51,'family':4,"
            + "'protocol_version':3,'advert_interval_seconds':0.25,'addresses':['192.0.2.100'],'mode':'multicast',"
            + "'authentication':'hmac','auth_digest':'','checksum':'message-only','accepted_checksum':'',"
            + "'signing':{'mode':'enforce','active_key':'7:3fa1','keys':['7:3fa1']},'newer':'word'}}";

    private static void read(String text) throws NotAStatus {
        StatusReader.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String status(String instance) {
        return "{'schema_version':1,'node':'lb02','instances':[" + instance + "]}";
    }

    @Test
    void whatIsNotKnownIsPassedOver() throws NotAStatus {
        read(status(INSTANCE));
    }

    @Test
    void anOlderAgentSaysNothingThatCouldBeCompared() throws NotAStatus {
        read(status("{'name':'VI_1'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "7", "null", "{}", "{'schema_version':2}", "{'schema_version':1}"})
    void whatIsNoStatusIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(NotAStatus.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'vrid':51|'vrid':'51'|instances[0].comparison.vrid is not a whole number",
                "'vrid':51|'vrid':256|instances[0].comparison.vrid is not a whole number within its range",
                "'vrid':51|'vrid':51.5|instances[0].comparison.vrid is not a whole number within its range",
                "0.25|'fast'|instances[0].comparison.advert_interval_seconds is not a number",
                "0.25|1e99|instances[0].comparison.advert_interval_seconds is not within its range",
                "['192.0.2.100']|'192.0.2.100'|instances[0].comparison.addresses is not a list",
                "192.0.2.100|lb01|instances[0].comparison.addresses holds something that is no address",
                "'MASTER'|'RULER'|instances[0].state is not a state",
                "'adverts_sent':7|'adverts_sent':-7|instances[0].counters.adverts_sent is not a whole number",
                "'name':'VI_1'|'name':''|instances[0].name is not as it should be",
                "'mode':'multicast'|'mode':'a b'|instances[0].comparison.mode is not as it should be",
                "['7:3fa1']|[{}]|instances[0].comparison.signing.keys is not a list of words",
                "'effective':100|'effective':1e3|instances[0].priority.effective is not a whole number"
            },
            quoteCharacter = '"')
    void aFieldOfAnotherTypeIsNamed(String right, String wrong, String message) {
        assertThat(INSTANCE).contains(right);

        assertThatThrownBy(() -> read(status(INSTANCE.replace(right, wrong))))
                .isInstanceOf(NotAStatus.class)
                .hasMessageStartingWith(message);
    }
}
