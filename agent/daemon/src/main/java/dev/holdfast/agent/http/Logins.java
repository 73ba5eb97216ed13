package dev.holdfast.agent.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Who may ask. bcrypt is slow on purpose: one thread of its own does it, few may wait for it, and what it said is
 * remembered. Runs on the HTTP event loop alone.
 */
final class Logins {
    /** What waits for bcrypt; with the usual cost that is two seconds of work. */
    static final int MOST_WAITING = 32;

    /** More than there are clients. What is remembered of wrong logins is the price of not doing the work again. */
    static final int REMEMBERED = 128;

    /** The name of its thread. */
    static final String WORKER = "holdfast-login";

    private final Vertx vertx;
    private final Map<String, Boolean> remembered = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Map<String, String> users = Map.of();
    private Optional<WorkerExecutor> worker = Optional.empty();
    private int waiting;

    /** What became of a request. */
    enum Verdict {
        WELCOME,
        UNKNOWN,
        TOO_BUSY
    }

    Logins(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @param hashes the bcrypt hash of each user's password; with none, everybody is welcome */
    void users(Map<String, String> hashes) {
        users = hashes;
    }

    Future<Verdict> check(String authorization) {
        if (users.isEmpty()) {
            return Future.succeededFuture(Verdict.WELCOME);
        }
        return Login.of(authorization).map(this::check).orElse(Future.succeededFuture(Verdict.UNKNOWN));
    }

    private Future<Verdict> check(Login login) {
        Optional<String> hash = Optional.ofNullable(users.get(login.user()));
        String key = digest(login, hash.orElse(""));
        Boolean known = remembered.get(key);
        if (known != null) {
            return Future.succeededFuture(known ? Verdict.WELCOME : Verdict.UNKNOWN);
        }
        if (waiting >= MOST_WAITING) {
            return Future.succeededFuture(Verdict.TOO_BUSY);
        }
        waiting++;
        // A name that does not exist costs the same time as a wrong password, so that the time tells nothing.
        String against = hash.orElseGet(() -> users.values().iterator().next());
        return worker().executeBlocking(() -> BCrypt.checkpw(login.password(), against) && hash.isPresent(), false)
                .onSuccess(right -> remembered.put(key, right))
                .onComplete(done -> waiting--)
                .map(right -> right ? Verdict.WELCOME : Verdict.UNKNOWN)
                .otherwise(Verdict.UNKNOWN);
    }

    private WorkerExecutor worker() {
        if (worker.isEmpty()) {
            worker = Optional.of(vertx.createSharedWorkerExecutor(WORKER, 1));
        }
        return worker.get();
    }

    /** Neither the password nor anything to guess it by more cheaply than from its hash is kept for long. */
    private static String digest(Login login, String hash) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {login.user(), hash, login.password()}) {
                byte[] octets = part.getBytes(StandardCharsets.UTF_8);
                sha.update((octets.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(octets);
            }
            return Base64.getEncoder().encodeToString(sha.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
