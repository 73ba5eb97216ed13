package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Mails through a real SMTP server, aiosmtpd, that demands STARTTLS and a login. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class MailIT {
    private static final String SERVER = """
            import ssl, sys, time
            from aiosmtpd.controller import Controller
            from aiosmtpd.handlers import Debugging
            from aiosmtpd.smtp import AuthResult

            def login(server, session, envelope, mechanism, given):
                good = (given.login, given.password) == (b"lb01", b"s3cr3t")
                print("login", good)
                return AuthResult(success=good, handled=False)

            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(sys.argv[1], sys.argv[2])
            Controller(Debugging(sys.stdout), hostname="127.0.0.1", port=2525, tls_context=context,
                       require_starttls=True, auth_required=True, authenticator=login).start()
            print("listens")
            time.sleep(600)
            """;

    @Test
    void aTransitionIsMailedOverTlsWithALogin() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            LabProcess server = server(lab, a);

            HoldfastProcess agent = HoldfastProcess.start(lab, a, yaml("s3cr3t"));

            server.awaitLine("Entering MASTER state", 30);
            assertThat(server.lines())
                    .as(agent.log())
                    .contains("login True", "From: lb01@example.net", "To: ops@example.net")
                    .anyMatch(line -> line.startsWith("Subject: [a] VRRP Instance VI_1 - Entering MASTER state"));
        }
    }

    @Test
    void aRefusedLoginIsSaidAndHoldsNothingUp() {
        try (Lab lab = Lab.open()) {
            LabNode a = lab.node(1);
            AddressWatch watch = AddressWatch.start(lab, a);
            LabProcess server = server(lab, a);

            HoldfastProcess agent = HoldfastProcess.start(lab, a, yaml("wrong"));

            server.awaitLine("login False", 30);
            watch.awaitHolds("192.0.2.103", 10);
            agent.process().awaitLine("535", 10);
            assertThat(agent.log()).doesNotContain("wrong");
            assertThat(server.lines()).noneMatch(line -> line.contains("Entering"));
        }
    }

    private static LabProcess server(Lab lab, LabNode node) {
        SelfSigned mail = SelfSigned.make(lab, "mail");
        Path script = lab.write("mail.py", SERVER);
        LabProcess server = LabProcess.start(
                lab,
                node.namespace(),
                List.of(
                        "/usr/bin/python3",
                        "-u",
                        script.toString(),
                        mail.certificate().toString(),
                        mail.key().toString()));
        server.awaitLine("listens", 20);
        return server;
    }

    private static String yaml(String password) {
        return """
                global_defs:
                  router_id: a
                  notification_email: [ops@example.net]
                  notification_email_from: lb01@example.net
                  smtp_server: 127.0.0.1 2525
                  smtp_alert: true
                smtp: {tls: starttls, verify: false, username: lb01, password: %s}
                vrrp_instance:
                  VI_1:
                    interface: %s
                    virtual_router_id: 51
                    priority: 150
                    version: 3
                    advert_int: 0.2
                    virtual_ipaddress: [192.0.2.103/24]
                """.formatted(password, LabNode.INTERFACE);
    }
}
