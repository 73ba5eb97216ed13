package dev.holdfast.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A receiver that is none of ours: Python's HTTP server, which verifies every signature by its own {@code hmac} and prints
 * a line for each event.
 */
final class WebhookReceiver {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String URL = "http://127.0.0.1:9999/T0K3N";

    private static final String SCRIPT = """
            import base64, hashlib, hmac, json, ssl, sys, time
            from http.server import BaseHTTPRequestHandler, HTTPServer

            KEY = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

            class Receiver(BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"

                def do_POST(self):
                    body = self.rfile.read(int(self.headers["Content-Length"]))
                    told = self.headers["webhook-id"] + "." + self.headers["webhook-timestamp"] + "."
                    wanted = base64.b64encode(hmac.new(KEY, told.encode() + body, hashlib.sha256).digest()).decode()
                    good = "v1," + wanted in self.headers["webhook-signature"].split()
                    fresh = abs(time.time() - int(self.headers["webhook-timestamp"])) < 60
                    event = json.loads(body)
                    same = event["id"] == self.headers["webhook-id"] == self.headers["Idempotency-Key"]
                    data = event["data"]
                    print("event", data["sequence"], event["type"], data.get("instance", "-"), data.get("to", "-"),
                          "good" if good and fresh and same else "BAD", flush=True)
                    self.send_response(204)
                    self.end_headers()

                def log_message(self, *ignored):
                    pass

            server = HTTPServer(("127.0.0.1", 9999), Receiver)
            if len(sys.argv) > 1:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(sys.argv[1], sys.argv[2])
                server.socket = context.wrap_socket(server.socket, server_side=True)
            print("listens", flush=True)
            server.serve_forever()
            """;

    private WebhookReceiver() {}

    /**
     * An event as it was received.
     *
     * @param sequence its number
     * @param verified whether signature, time and ids were right
     */
    record Received(long sequence, String type, String instance, String to, boolean verified) {
        static Received of(String line) {
            String[] words = line.split(" ", -1);
            return new Received(Long.parseLong(words[1]), words[2], words[3], words[4], words[5].equals("good"));
        }
    }

    /** Starts one; with a certificate and a key, it speaks TLS. */
    static LabProcess start(Lab lab, LabNode node, Path... certificateAndKey) {
        Path script = lab.write("receiver.py", SCRIPT);
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-u", script.toString()));
        for (Path file : certificateAndKey) {
            command.add(file.toString());
        }
        LabProcess receiver = LabProcess.start(lab, node.namespace(), command);
        receiver.awaitLine("listens", 20);
        return receiver;
    }

    static List<Received> received(LabProcess receiver) {
        return receiver.lines().stream()
                .filter(line -> line.startsWith("event "))
                .map(Received::of)
                .toList();
    }
}
