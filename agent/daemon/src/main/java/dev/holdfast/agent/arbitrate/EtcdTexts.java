package dev.holdfast.agent.arbitrate;

import dev.holdfast.core.net.RouterKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said to etcd's gateway and what it says, for one virtual router: {@code PREFIX/ipv4-51} is the key, {@code
 * PREFIX/ipv4-51/wish/NODE} a wish. In its JSON octets are base64, numbers of 64 bits are text, and zeros are left out.
 */
final class EtcdTexts {
    private final String key;
    private final String wishes;
    private final String node;

    EtcdTexts(String prefix, RouterKey router, String node) {
        this.key = prefix + router.family().name().toLowerCase(Locale.ROOT) + "-" + router.vrid();
        this.wishes = key + "/wish/";
        this.node = node;
    }

    static JsonObject grant(int ttlSeconds) {
        return new JsonObject().put("TTL", Integer.toString(ttlSeconds));
    }

    static JsonObject ofLease(long lease) {
        return new JsonObject().put("ID", Long.toString(lease));
    }

    /** The lease in an answer, while it lives; 0 for none. */
    static long lease(JsonObject answer) {
        JsonObject lease = answer.getJsonObject("result", answer);
        return number(lease, "TTL") > 0 ? number(lease, "ID") : 0;
    }

    JsonObject look() {
        return range(key);
    }

    /**
     * Takes the key when nobody has it, and answers with the wishes of others; when the key is ours already, likewise; else
     * answers with its holder, and leaves the wish. One transaction, so that nothing changes between question and deed.
     */
    JsonObject claim(long lease, OptionalInt wish) {
        JsonObject take = new JsonObject().put("request_put", put(key, node, lease));
        JsonObject unwish =
                new JsonObject().put("request_delete_range", new JsonObject().put("key", octets(wishes + node)));
        JsonObject seeWishes = new JsonObject().put("request_range", under(wishes));
        JsonArray refused = new JsonArray().add(new JsonObject().put("request_range", range(key)));
        wish.ifPresent(priority -> refused.add(
                new JsonObject().put("request_put", put(wishes + node, Integer.toString(priority), lease))));
        JsonObject ours = new JsonObject()
                .put("compare", new JsonArray().add(compare("LEASE").put("lease", Long.toString(lease))))
                .put("success", new JsonArray().add(seeWishes))
                .put("failure", refused);
        return new JsonObject()
                .put("compare", new JsonArray().add(compare("CREATE").put("create_revision", "0")))
                .put("success", new JsonArray().add(take).add(unwish).add(seeWishes))
                .put("failure", new JsonArray().add(new JsonObject().put("request_txn", ours)));
    }

    /** What came of a claim. */
    Claim read(JsonObject answer) {
        JsonArray responses = answer.getJsonArray("responses", new JsonArray());
        if (answer.getBoolean("succeeded", false)) {
            return held(responses);
        }
        JsonObject inner = response(responses, "response_txn");
        JsonArray nested = inner.getJsonArray("responses", new JsonArray());
        return inner.getBoolean("succeeded", false)
                ? held(nested)
                : new Claim(false, holder(nested), OptionalInt.empty());
    }

    /**
     * The end of a claim.
     *
     * @param held whether the key is ours
     * @param other who has it, or who wishes for it most
     */
    record Claim(boolean held, String other, OptionalInt wish) {}

    private Claim held(JsonArray responses) {
        String wisher = "";
        int most = 0;
        JsonArray found = response(responses, "response_range").getJsonArray("kvs", new JsonArray());
        for (int i = 0; i < found.size(); i++) {
            JsonObject each = found.getJsonObject(i);
            int priority = priority(text(each, "value"));
            if (priority > most) {
                most = priority;
                wisher = text(each, "key").substring(wishes.length());
            }
        }
        return new Claim(true, wisher, most == 0 ? OptionalInt.empty() : OptionalInt.of(most));
    }

    private static String holder(JsonArray responses) {
        JsonArray found = response(responses, "response_range").getJsonArray("kvs", new JsonArray());
        // It may have been given back between two comparisons of ours, but not within a transaction.
        return found.isEmpty() ? "another node" : text(found.getJsonObject(0), "value");
    }

    private static int priority(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }

    /** The first answer of this kind; an empty one when there is none. */
    private static JsonObject response(JsonArray responses, String kind) {
        for (int i = 0; i < responses.size(); i++) {
            Optional<JsonObject> found =
                    Optional.ofNullable(responses.getJsonObject(i).getJsonObject(kind));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new JsonObject();
    }

    private JsonObject compare(String target) {
        return new JsonObject().put("key", octets(key)).put("target", target).put("result", "EQUAL");
    }

    private static JsonObject put(String key, String value, long lease) {
        return new JsonObject()
                .put("key", octets(key))
                .put("value", octets(value))
                .put("lease", Long.toString(lease));
    }

    private static JsonObject range(String key) {
        return new JsonObject().put("key", octets(key));
    }

    /** All keys that begin so, a bounded number: a wish per node. */
    private static JsonObject under(String prefix) {
        String end = prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
        return range(prefix).put("range_end", octets(end)).put("limit", "64");
    }

    private static long number(JsonObject in, String name) {
        String text = String.valueOf(in.getValue(name, "0"));
        return text.matches("-?[0-9]{1,19}") ? Long.parseLong(text) : 0;
    }

    private static String octets(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonObject in, String name) {
        return new String(Base64.getDecoder().decode(in.getString(name, "")), StandardCharsets.UTF_8);
    }
}
