package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.YamlNode.Entry;
import dev.holdfast.agent.peers.PeerSettings.Identity;
import dev.holdfast.agent.peers.PeerSettings.Peer;
import dev.holdfast.core.spi.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads one agent that is asked for its status: a URL, or a block of how it is reached and what it is shown. */
final class PeerReader {
    private static final int LONGEST_PEM = 256 * 1024;
    private static final String SETTINGS = "of keys to values, or a URL such as http://192.0.2.2:9112";
    private static final List<String> PROOFS = List.of("token_file", "authorization", "username");

    private final String name;
    private final Host host;

    PeerReader(String name, Host host) {
        this.name = name;
        this.host = host;
    }

    Optional<Peer> read(Entry entry, Value value) {
        if (value.scalar().isPresent()) {
            return url(value, false)
                    .map(url -> new Peer(
                            name, url, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return Section.of(entry.keyMark(), value, Block.SPLIT_PEER, SETTINGS).flatMap(this::read);
    }

    private Optional<Peer> read(Section section) {
        boolean proves = PROOFS.stream().anyMatch(key -> section.value(key).isPresent());
        Optional<URI> url = section.required("url").flatMap(value -> url(value, proves));
        Optional<Secret> authorization = authorization(section);
        Optional<String> authorities = section.value("ca_file").flatMap(this::certificates);
        Optional<Identity> identity = identity(section);
        Optional<String> serverName = section.value("server_name").flatMap(PeerReader::serverName);
        url.filter(found -> !isSecure(found)).ifPresent(plain -> warnOfTls(section));
        return url.map(found -> new Peer(name, found, authorization, authorities, identity, serverName));
    }

    private static boolean isSecure(URI url) {
        return "https".equals(url.getScheme());
    }

    private static void warnOfTls(Section section) {
        for (String key : List.of("ca_file", "cert_file", "key_file", "server_name")) {
            section.value(key).ifPresent(value -> value.warning("has no effect: the url is not https"));
        }
    }

    /** With the path of the status: an agent may be behind a prefix of a proxy. */
    private static Optional<URI> url(Value value, boolean proves) {
        return value.text("a URL").flatMap(text -> {
            Optional<URI> url = parse(text);
            if (url.isEmpty()) {
                value.error(
                        "must be the URL of an agent such as http://192.0.2.2:9112 or https://lb02.example.net:9112,"
                                + " without user, query and fragment");
            }
            url.filter(found -> proves && !isSecure(found))
                    .ifPresent(found ->
                            value.warning("is not https: what this node shows to be let in can be read on its way"));
            return url;
        });
    }

    private static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text.replaceAll("/+$", "") + "/status");
            boolean fine = text.matches("https?://.+")
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && url.getPort() <= 65_535
                    && url.getPort() != 0;
            return fine ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // The caller reports it, without the text: people put passwords into URLs.
        }
    }

    private Optional<Secret> authorization(Section section) {
        List<String> given =
                PROOFS.stream().filter(key -> section.value(key).isPresent()).toList();
        if (given.size() > 1) {
            section.problems()
                    .error(
                            section.markOf(given.get(1)),
                            section.pathOf(given.get(1)),
                            "is one too many beside " + given.get(0));
            return Optional.empty();
        }
        Optional<Secret> token = section.value("token_file")
                .flatMap(value -> PeersReader.token(value, host))
                .map(secret -> new Secret("Bearer " + secret.value()));
        Optional<Secret> header = section.value("authorization").flatMap(this::header);
        return token.or(() -> header).or(() -> login(section));
    }

    private Optional<Secret> header(Value value) {
        return SecretReader.read(value, host)
                .filter(text -> {
                    boolean fine = text.matches("[\\x20-\\x7e]{1,4096}");
                    if (!fine) {
                        value.error("must be 1..4096 printable ASCII characters");
                    }
                    return fine;
                })
                .map(Secret::new);
    }

    private Optional<Secret> login(Section section) {
        if (section.value("username").isEmpty()
                && section.value("password_file").isEmpty()) {
            return Optional.empty();
        }
        Optional<String> user = section.required("username").flatMap(PeerReader::user);
        Optional<String> password =
                section.required("password_file").flatMap(value -> SecretReader.fromFile(value, host));
        return user.flatMap(who -> password.map(word -> basic(who, word)));
    }

    private static Optional<String> user(Value value) {
        return value.text("a name").filter(text -> {
            boolean fine = text.matches("[^:\\p{Cntrl}]{1,255}");
            if (!fine) {
                value.error("must be a name of 1..255 characters without a colon");
            }
            return fine;
        });
    }

    private static Secret basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Secret("Basic " + Base64.getEncoder().encodeToString(both));
    }

    private Optional<String> certificates(Value value) {
        return TextFile.read(value, host, LONGEST_PEM).filter(pem -> isFine(value, () -> Pem.certificates(pem)));
    }

    private Optional<Identity> identity(Section section) {
        if (section.value("cert_file").isEmpty() && section.value("key_file").isEmpty()) {
            return Optional.empty();
        }
        Optional<String> chain = section.required("cert_file").flatMap(this::certificates);
        Optional<Value> place = section.required("key_file");
        Optional<String> key = place.flatMap(value ->
                SecretReader.longFromFile(value, host).filter(pem -> isFine(value, () -> Pem.privateKey(pem))));
        if (chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        boolean match = isFine(place.get(), () -> {
            if (!Pem.belongTogether(Pem.certificates(chain.get()).get(0), Pem.privateKey(key.get()))) {
                throw new GeneralSecurityException("is not the key of cert_file");
            }
            return true;
        });
        return match ? Optional.of(new Identity(chain.get(), new Secret(key.get()))) : Optional.empty();
    }

    /** Something that fails with what is wrong. */
    private interface Trial {
        Object run() throws GeneralSecurityException;
    }

    private static boolean isFine(Value value, Trial trial) {
        try {
            trial.run();
            return true;
        } catch (GeneralSecurityException wrong) {
            String words = String.valueOf(wrong.getMessage());
            value.error(words.matches("(has|is) .*") ? words : "has a damaged certificate");
            return false;
        }
    }

    private static Optional<String> serverName(Value value) {
        return value.text("a host name").filter(text -> {
            boolean fine = text.matches("[A-Za-z0-9.-]{1,253}");
            if (!fine) {
                value.error("must be the host name in the peer's certificate");
            }
            return fine;
        });
    }
}
