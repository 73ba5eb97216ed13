package dev.holdfast.agent.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Documents to JSON and back. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // A newer agent may say more.
            .build();

    private Json() {}

    static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a document that cannot be written", ours);
        }
    }

    /**
     * Reads what {@code /status} said.
     *
     * @throws JsonProcessingException when it is not that
     */
    public static StatusDocument parseStatus(String text) throws JsonProcessingException {
        return MAPPER.readValue(text, StatusDocument.class);
    }
}
