package dev.holdfast.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.agent.http.Json;
import org.junit.jupiter.api.Test;

/** Read from JSON, as the command reads it. */
class PeerLinesTest {
    private static String lines(String peers, String said) throws JsonProcessingException {
        String text = "{'schema_version':1,'instances':[{'name':'VI_1','faults':[],'addresses':[],'split_brain':{"
                + "'verdict':'none','masters_seen':1,'total_seconds':0,'peers':[" + said + "]}}],"
                + "'groups':[],'interfaces':[],'peers':[" + peers + "]}";
        return PeerLines.of(Json.parseStatus(text.replace('\'', '"')));
    }

    @Test
    void aPeerThatAnswersSaysHowItsRoutersAre() throws JsonProcessingException {
        assertThat(lines(
                        "{'name':'lb02','answers':true},{'name':'lb03','answers':true}",
                        "{'peer':'lb02','instance':'VI_1','state':'BACKUP','priority':90,'mismatches':[]}"))
                .isEqualTo("peer lb02: VI_1 BACKUP 90\npeer lb03: has none of these instances\n");
    }

    @Test
    void aPeerThatDoesNotAnswerSaysWhy() throws JsonProcessingException {
        assertThat(lines(
                        "{'name':'lb02','answers':false,'last_answer_seconds_ago':62.4,'last_failure':'refused'},"
                                + "{'name':'lb03','answers':false,'last_failure':''}",
                        ""))
                .isEqualTo("peer lb02: no answer for 1m2s: refused\npeer lb03: has never answered\n");
    }

    @Test
    void eachDifferenceIsALine() throws JsonProcessingException {
        assertThat(lines(
                        "{'name':'lb02','answers':true}",
                        "{'peer':'lb02','instance':'VI_1','state':'BACKUP','priority':90,'mismatches':["
                                + "{'what':'vrid','text':'the virtual router id: 51 here, 52 there'}]}"))
                .endsWith("VI_1: MISMATCH with peer lb02: the virtual router id: 51 here, 52 there\n");
    }

    @Test
    void whoAsksNobodyHasNothingToSay() throws JsonProcessingException {
        assertThat(lines("", "")).isEmpty();
    }
}
