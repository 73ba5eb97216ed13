package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's Zabbix in one node: a database with nothing but what Zabbix brings, server, frontend. Nothing of it is a
 * service, nothing leaves the lab's folder and the node's namespace.
 */
final class ZabbixServer {
    private static final Path SCHEMA = Path.of("/usr/share/zabbix-server-pgsql");

    private final Lab lab;
    private final LabNode node;
    private final Path folder;

    private ZabbixServer(Lab lab, LabNode node) {
        this.lab = lab;
        this.node = node;
        this.folder = lab.folder();
    }

    /** Starts everything; the API answers when this returns. */
    static ZabbixApi start(Lab lab, LabNode node) {
        ZabbixServer server = new ZabbixServer(lab, node);
        server.startDatabase();
        server.startServer();
        server.startFrontend();
        ZabbixApi api = new ZabbixApi(lab, node);
        api.awaitLogin();
        return api;
    }

    private void startDatabase() {
        Path data = folder.resolve("pg");
        Shell.run("chmod", "755", folder.toString());
        Shell.run("install", "-d", "-o", "postgres", data.toString());
        Shell.run(asPostgres(bin("initdb"), "-D", data + "/data", "-A", "trust", "-U", "zabbix", "--no-sync"));
        append(data.resolve("data/postgresql.conf"), """
                listen_addresses = ''
                unix_socket_directories = '%s'
                shared_memory_type = mmap
                dynamic_shared_memory_type = mmap
                fsync = off
                synchronous_commit = off
                full_page_writes = off
                """.formatted(data));
        LabProcess database = start(asPostgres(bin("postgres"), "-D", data + "/data"));
        endWith(database, Libc.SIGINT);
        database.awaitLine("ready to accept connections", 30);
        Shell.run(bin("createdb"), "-h", data.toString(), "-U", "zabbix", "zabbix");
        for (String part : List.of("schema", "images", "data")) {
            Shell.run("bash", "-c", "zcat %s/%s.sql.gz | psql -q -h %s -U zabbix zabbix".formatted(SCHEMA, part, data));
        }
        // As the database would by itself in a minute; without it the frontend takes a minute to link a template.
        Shell.run(bin("vacuumdb"), "--analyze-only", "-q", "-h", data.toString(), "-U", "zabbix", "zabbix");
    }

    private void startServer() {
        Path config = lab.write("zabbix_server.conf", """
                DBHost=%1$s/pg
                DBName=zabbix
                DBUser=zabbix
                LogType=console
                PidFile=%1$s/zabbix_server.pid
                SocketDir=%1$s
                AllowRoot=1
                Timeout=5
                CacheUpdateFrequency=2
                StartPollers=3
                StartHTTPPollers=2
                StartPreprocessors=1
                StartDiscoverers=0
                StartPingers=0
                StartHistoryPollers=2
                StartDBSyncers=1
                StartEscalators=1
                StartLLDProcessors=1
                StartAlerters=1
                StartODBCPollers=0
                """.formatted(folder));
        LabProcess server = start(List.of("zabbix_server", "-f", "-c", config.toString()));
        endWith(server, Libc.SIGTERM);
        server.awaitLine("server #0 started", 30);
    }

    /** The frontend reads one path; the namespace of mounts in which it runs has our file there. */
    private void startFrontend() {
        Path etc = folder.resolve("etc-zabbix");
        Shell.run("install", "-d", etc.toString());
        append(etc.resolve("zabbix.conf.php"), """
                <?php
                $DB = ['TYPE' => 'POSTGRESQL', 'SERVER' => '%s/pg', 'PORT' => '0', 'DATABASE' => 'zabbix',
                    'USER' => 'zabbix', 'PASSWORD' => '', 'SCHEMA' => '', 'ENCRYPTION' => false, 'KEY_FILE' => '',
                    'CERT_FILE' => '', 'CA_FILE' => '', 'VERIFY_HOST' => false, 'CIPHER_LIST' => '', 'VAULT_URL' => '',
                    'VAULT_DB_PATH' => '', 'VAULT_TOKEN' => '', 'DOUBLE_IEEE754' => true];
                $ZBX_SERVER = '127.0.0.1';
                $ZBX_SERVER_PORT = '10051';
                $IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
                """.formatted(folder));
        String php =
                "exec php -d opcache.enable_cli=1 -d max_execution_time=300 -d memory_limit=256M -d post_max_size=16M -S "
                        + ZabbixApi.FRONTEND + " -t /usr/share/zabbix";
        start(List.of("sh", "-c", "mount --bind " + etc + " /etc/zabbix && " + php));
    }

    private LabProcess start(List<String> command) {
        return LabProcess.start(lab, node.namespace(), command);
    }

    /** They have shared memory to give back: killed they would leave it behind. */
    private void endWith(LabProcess process, int signal) {
        lab.keep(() -> {
            process.signal(signal);
            process.awaitExit(20);
        });
    }

    private static List<String> asPostgres(String... command) {
        List<String> setpriv = List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
        return Stream.concat(setpriv.stream(), Stream.of(command)).toList();
    }

    private static String bin(String program) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(program))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo)
                    .orElseThrow()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path file, String text) {
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            Files.writeString(file, before + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
