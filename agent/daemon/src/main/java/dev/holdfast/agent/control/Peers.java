package dev.holdfast.agent.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** Who may speak: root and the agent's own user. The kernel vouches for who is at the other end. */
final class Peers {
    private final Set<UserPrincipal> allowed;

    private Peers(Set<UserPrincipal> allowed) {
        this.allowed = allowed;
    }

    /** @param socket the socket's file, which belongs to the agent's user */
    static Peers rootAndOwnerOf(Path socket) throws IOException {
        UserPrincipal owner = Files.getOwner(socket);
        UserPrincipal root =
                socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0");
        return new Peers(owner.equals(root) ? Set.of(owner) : Set.of(owner, root));
    }

    static UserPrincipal userOf(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }

    boolean mayPass(UserPrincipal user) {
        return allowed.contains(user);
    }
}
