package dev.holdfast.linux.netlink;

import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Questions and orders to the kernel, each answered before the method returns.
 *
 * <p>The kernel carries a request out while it is being sent, so that an answer is there at once. Should it not be, the
 * wait ends after {@link #TIMEOUT_MILLIS} and a late answer is recognised by its number and ignored.
 */
public final class NetlinkRequests implements AutoCloseable {
    /** Requests per send. Their answers must fit into the receive queue, which is 200 kB by default. */
    public static final int MAX_BATCH = 32;

    /** How long the loop may be held up by a kernel that does not answer. */
    public static final int TIMEOUT_MILLIS = 100;

    /** A dump that a change disturbed is repeated; under a storm of changes the next turn tries again. */
    private static final int DUMP_ATTEMPTS = 3;

    private final NetlinkSocket socket;
    private int lastSequence;

    private NetlinkRequests(NetlinkSocket socket) {
        this.socket = socket;
    }

    public static NetlinkRequests open() throws ErrnoException {
        return new NetlinkRequests(NetlinkSocket.forRequests(TIMEOUT_MILLIS));
    }

    /** Requests to a {@link GenericFamily}. */
    public static NetlinkRequests openGeneric() throws ErrnoException {
        return new NetlinkRequests(NetlinkSocket.forGenericRequests(TIMEOUT_MILLIS));
    }

    /** Requests whose dumps the kernel filters by what the question's fixed part says; before 4.20 it does not. */
    public static NetlinkRequests openFiltering() throws ErrnoException {
        return new NetlinkRequests(NetlinkSocket.forFilteredRequests(TIMEOUT_MILLIS));
    }

    /**
     * Gives orders together, at most {@link #MAX_BATCH}; one that fails does not stop the others.
     *
     * @return an answer to each, in their order
     */
    public List<Acknowledgement> order(List<NetlinkRequest> requests) throws ErrnoException {
        if (requests.size() > MAX_BATCH) {
            throw new IllegalArgumentException(requests.size() + " requests, at most " + MAX_BATCH);
        }
        if (requests.isEmpty()) {
            return List.of();
        }
        int first = lastSequence + 1;
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        for (NetlinkRequest request : requests) {
            messages.writeBytes(request.encode(nextSequence(), Framing.FLAG_ACK));
        }
        socket.send(messages.toByteArray());

        Acknowledgement[] answers = new Acknowledgement[requests.size()];
        Arrays.fill(answers, Acknowledgement.TIMED_OUT);
        for (int open = answers.length; open > 0; ) {
            Optional<List<NetlinkMessage>> received = socket.receive();
            if (received.isEmpty()) {
                break;
            }
            for (NetlinkMessage message : received.get()) {
                int index = message.sequence() - first;
                if (message.type() == Framing.TYPE_ERROR && index >= 0 && index < answers.length) {
                    answers[index] = Acknowledgement.of(message);
                    open--;
                }
            }
        }
        return List.of(answers);
    }

    /** Asks for one thing; a refusal is thrown as {@code operation} on {@code object}. */
    public NetlinkMessage get(NetlinkRequest request, String operation, String object) throws ErrnoException {
        int sequence = nextSequence();
        socket.send(request.encode(sequence, 0));
        Optional<List<NetlinkMessage>> received = socket.receive();
        while (received.isPresent()) {
            for (NetlinkMessage message : received.get()) {
                if (message.sequence() == sequence && message.type() == Framing.TYPE_ERROR) {
                    throw Acknowledgement.of(message).refusal(operation, object);
                }
                if (message.sequence() == sequence) {
                    return message;
                }
            }
            received = socket.receive();
        }
        throw Acknowledgement.TIMED_OUT.refusal(operation, object);
    }

    /** Asks for everything of a kind; a refusal is thrown as an operation on {@code object}. */
    public List<NetlinkMessage> dump(NetlinkRequest request, String object) throws ErrnoException {
        for (int attempt = 1; attempt <= DUMP_ATTEMPTS; attempt++) {
            Optional<List<NetlinkMessage>> complete = tryDump(request, object);
            if (complete.isPresent()) {
                return complete.get();
            }
        }
        throw new ErrnoException("list", object, Errno.EINTR, "it changes too fast");
    }

    private Optional<List<NetlinkMessage>> tryDump(NetlinkRequest request, String object) throws ErrnoException {
        int sequence = nextSequence();
        socket.send(request.encode(sequence, Framing.FLAG_DUMP));
        List<NetlinkMessage> all = new ArrayList<>();
        boolean isInterrupted = false;
        Optional<List<NetlinkMessage>> received = socket.receive();
        while (received.isPresent()) {
            for (NetlinkMessage message : received.get()) {
                if (message.sequence() != sequence) {
                    continue;
                }
                isInterrupted |= (message.flags() & Framing.FLAG_DUMP_INTERRUPTED) != 0;
                if (message.type() == Framing.TYPE_DONE) {
                    return isInterrupted ? Optional.empty() : Optional.of(all);
                }
                if (message.type() == Framing.TYPE_ERROR) {
                    throw Acknowledgement.of(message).refusal("list", object);
                }
                all.add(message);
            }
            received = socket.receive();
        }
        throw Acknowledgement.TIMED_OUT.refusal("list", object);
    }

    private int nextSequence() {
        return ++lastSequence;
    }

    @Override
    public void close() {
        socket.close();
    }
}
