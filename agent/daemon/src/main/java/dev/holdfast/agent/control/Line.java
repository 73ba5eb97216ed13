package dev.holdfast.agent.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;

/** A request or an answer as a line of JSON, and back. */
final class Line {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Line() {}

    static byte[] of(Object value) {
        try {
            return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a message that cannot be written", ours);
        }
    }

    /** @throws JsonProcessingException when it is not that */
    static Request request(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, Request.class);
    }

    /** @throws JsonProcessingException when it is not that */
    static Answer answer(String line) throws JsonProcessingException {
        return MAPPER.readValue(line, Answer.class);
    }
}
