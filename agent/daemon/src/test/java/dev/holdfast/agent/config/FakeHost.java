package dev.holdfast.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A machine in memory: named lb01, run by holdfast, with a handful of files. Configurations come from the real disk. */
final class FakeHost implements Host {
    static final String SECRET = "tushanbu";

    private final Map<String, FileStatus> files = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    FakeHost() {
        for (String directory : new String[] {"/", "/etc", "/etc/holdfast", "/srv", "/opt", "/home", "/dev"}) {
            files.put(directory, FileStatus.directory(0755, "root"));
        }
        files.put("/etc/holdfast/notify.sh", FileStatus.file(0755, "root"));
        files.put("/etc/holdfast/ours.sh", FileStatus.file(0750, "holdfast"));
        files.put("/etc/holdfast/plain.txt", FileStatus.file(0644, "root"));
        files.put("/etc/holdfast/open.sh", FileStatus.file(0775, "root"));
        files.put("/srv/shared", FileStatus.directory(0777, "root"));
        files.put("/srv/shared/x.sh", FileStatus.file(0755, "root"));
        files.put("/opt/link", FileStatus.link("../srv/shared"));
        files.put("/opt/notify", FileStatus.link("/etc/holdfast/notify.sh"));
        files.put("/opt/loop", FileStatus.link("loop"));
        files.put("/tmp", FileStatus.directory(01777, "root"));
        files.put("/tmp/root.sh", FileStatus.file(0755, "root"));
        files.put("/tmp/mallory.sh", FileStatus.file(0755, "mallory"));
        files.put("/home/alice", FileStatus.directory(0755, "alice"));
        files.put("/home/alice/x.sh", FileStatus.file(0755, "alice"));
        files.put("/dev/null", new FileStatus(FileStatus.Kind.OTHER, 0666, "root", ""));
        files.put("/etc/iproute2/rt_tables", FileStatus.file(0644, "root"));
        contents.put("/etc/iproute2/rt_tables", "# tables\n255\tlocal\n 200 uplink\n");
        secret("/etc/holdfast/secret", 0600);
        secret("/etc/holdfast/secret.open", 0640);
        secret("/etc/holdfast/hmac.key", 0600, "hex:" + "a1".repeat(32));
        secret("/etc/holdfast/hmac.short", 0600, "hex:" + "a1".repeat(31));
        secret("/etc/holdfast/hmac.odd", 0600, "hex:" + "a1".repeat(32) + "a");
        secret("/etc/holdfast/webhook.url", 0600, "https://hooks.example.net/T0K3N");
        secret("/etc/holdfast/webhook.key", 0600, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        secret("/etc/holdfast/template.json", 0644, "{\"who\": \"{{data.instance}}\"}");
        secret("/etc/holdfast/broken.json", 0644, "{\"who\": }");
        secret("/etc/holdfast/ca.pem", 0644, resource("config/ca.pem"));
        secret("/etc/holdfast/peer.token", 0600, "0123456789abcdef");
        secret("/etc/holdfast/peer.pem", 0644, resource("tls/client.pem"));
        secret("/etc/holdfast/peer.key", 0600, resource("tls/client.key"));
        secret("/etc/holdfast/web.yml", 0600, "basic_auth_users: {ops: $2y$10$" + "a".repeat(53) + "}");
        secret("/etc/holdfast/web-plain.yml", 0600, "http_server_config: {http2: false}");
        secret("/etc/holdfast/web-bad.yml", 0600, "basic_auth_users: {ops: " + SECRET + "}");
        files.put("/etc/holdfast/secret.denied", FileStatus.file(0600, "root"));
    }

    private static String resource(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/dev/holdfast/agent", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void secret(String path, int mode) {
        secret(path, mode, SECRET);
    }

    private void secret(String path, int mode, String content) {
        files.put(path, FileStatus.file(mode, "root"));
        contents.put(path, content + "\n");
    }

    @Override
    public String name() {
        return "lb01";
    }

    @Override
    public String user() {
        return "holdfast";
    }

    @Override
    public Optional<String> environment(String variable) {
        return switch (variable) {
            case "VRRP_PASS" -> Optional.of("envpass");
            case "VRRP_KEY" -> Optional.of("thirty-two letters make one key.");
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<FileStatus> status(Path path) {
        return Optional.ofNullable(files.get(path.toString()));
    }

    @Override
    public byte[] read(Path path, int limit) throws IOException {
        if (!files.containsKey(path.toString())) {
            byte[] all = Files.readAllBytes(path);
            return Arrays.copyOf(all, Math.min(all.length, limit));
        }
        if (!contents.containsKey(path.toString())) {
            throw files.get(path.toString()).kind() == FileStatus.Kind.FILE
                    ? new AccessDeniedException(path.toString())
                    : new NoSuchFileException(path.toString());
        }
        return contents.get(path.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
