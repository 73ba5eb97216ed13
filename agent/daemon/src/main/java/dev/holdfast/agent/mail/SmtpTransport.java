package dev.holdfast.agent.mail;

import dev.holdfast.agent.mail.MailSettings.Server;
import dev.holdfast.agent.mail.MailSettings.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.TimeUnit;

/** Hands mails to an SMTP server, each on a connection of its own: hours may lie between two. Used on the mail loop. */
final class SmtpTransport {
    /** For a whole mail; a server that stops answering must not hold the next ones back for ever. */
    private static final long MAIL_LIMIT_SECONDS = 60;

    private final MailSettings settings;
    private final MailClient client;

    SmtpTransport(Vertx vertx, MailSettings settings) {
        this.settings = settings;
        this.client = MailClient.create(vertx, config(settings.server()));
    }

    private static MailConfig config(Server server) {
        // Whoever could present a false certificate could as well hide that TLS is on offer.
        boolean verify = server.verify() && server.tls() != Tls.OPTIONAL;
        MailConfig config = new MailConfig(server.host(), server.port())
                .setOwnHostname(server.helo())
                .setKeepAlive(false)
                .setMaxPoolSize(1)
                .setConnectTimeout((int) TimeUnit.NANOSECONDS.toMillis(server.timeoutNanos()))
                .setIdleTimeout((int) MAIL_LIMIT_SECONDS)
                .setSsl(server.tls() == Tls.IMPLICIT)
                .setStarttls(startTls(server.tls()))
                .setTrustAll(!verify)
                .setHostnameVerificationAlgorithm(verify ? "HTTPS" : "")
                .setLogin(server.login().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                .setUserAgent("Holdfast");
        return server.login()
                .map(login -> config.setUsername(login.username()).setPassword(login.password()))
                .orElse(config);
    }

    private static StartTLSOptions startTls(Tls tls) {
        return switch (tls) {
            case OPTIONAL -> StartTLSOptions.OPTIONAL;
            case REQUIRED -> StartTLSOptions.REQUIRED;
            case OFF, IMPLICIT -> StartTLSOptions.DISABLED;
        };
    }

    Future<Void> send(Mail mail) {
        MailMessage message = new MailMessage()
                .setFrom(settings.from())
                .setTo(settings.to())
                .setSubject(mail.subject())
                .setText(mail.text());
        return client.sendMail(message)
                .timeout(MAIL_LIMIT_SECONDS, TimeUnit.SECONDS)
                .mapEmpty();
    }
}
