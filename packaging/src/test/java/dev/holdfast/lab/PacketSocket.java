package dev.holdfast.lab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Sends whole Ethernet frames from a node, whatever is in them. */
final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int CLONE_NEWNET = 0x40000000;

    private final int fd;
    private final byte[] address;

    private PacketSocket(int fd, byte[] address) {
        this.fd = fd;
        this.address = address;
    }

    static PacketSocket open(Lab lab, LabNode node) {
        FutureTask<PacketSocket> task = new FutureTask<>(() -> openInside(node.namespace()));
        // A thread of its own: it enters the namespace and never returns from it, the socket stays there.
        new Thread(task, "lab-packets").start();
        try {
            return lab.keep(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no packet socket in " + node.namespace(), e);
        }
    }

    private static PacketSocket openInside(String namespace) {
        int namespaceFd = Libc.C.open("/run/netns/" + namespace, 0);
        Libc.C.setns(namespaceFd, CLONE_NEWNET);
        Libc.C.close(namespaceFd);
        int fd = Libc.C.socket(AF_PACKET, SOCK_RAW, 0);
        ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_PACKET);
        address.putShort((short) 0);
        address.putInt(Libc.C.if_nametoindex(LabNode.INTERFACE));
        return new PacketSocket(fd, address.array());
    }

    void send(byte[] frame) {
        Libc.C.sendto(fd, frame, frame.length, 0, address, address.length);
    }

    @Override
    public void close() {
        Libc.C.close(fd);
    }
}
