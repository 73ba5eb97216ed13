package dev.holdfast.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserDatabaseTest {
    private final Path etc;
    private final UserDatabase users;

    UserDatabaseTest(@TempDir Path etc) throws IOException {
        this.etc = etc;
        Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\nhf_ann:x:1007:1008::/home:/bin/sh\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nhf_staff:x:50:hf_ann\n");
        users = new UserDatabase(etc);
    }

    @Test
    void aUserComesWithItsOwnGroup() {
        assertThat(users.find("hf_ann")).contains(new ScriptUser("hf_ann", 1007, 1008, true));
    }

    @Test
    void aGroupCanBeNamedToo() {
        assertThat(users.find("hf_ann hf_staff")).contains(new ScriptUser("hf_ann", 1007, 50, false));
    }

    @Test
    void aNumberFindsItsUser() {
        assertThat(users.find("1007")).contains(new ScriptUser("hf_ann", 1007, 1008, true));
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(users.find("hf_bob")).isEmpty();
        assertThat(users.find("hf_ann hf_nobodies")).isEmpty();
        assertThat(users.find("hf_ann hf_staff more")).isEmpty();
        assertThat(users.find("--help")).isEmpty();
    }

    @Test
    void theUserMadeForScriptsComesBeforeTheOneWithoutRights() throws IOException {
        Files.writeString(etc.resolve("passwd"), "nobody:x:65534:65534::/:/bin/false\n");
        assertThat(users.defaultUser().map(ScriptUser::name)).contains("nobody");

        Files.writeString(
                etc.resolve("passwd"), "nobody:x:65534:65534::/:/bin/false\nholdfast_script:x:990:990::/:/bin/false\n");
        assertThat(users.defaultUser().map(ScriptUser::name)).contains("holdfast_script");
    }
}
