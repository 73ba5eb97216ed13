package dev.holdfast.agent.track;

import dev.holdfast.core.net.InterfaceName;
import dev.holdfast.core.port.Egress;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadFactory;

/**
 * Vert.x's native transport, whose connections leave one way. A way that the kernel refuses, such as an interface that is
 * not there, fails the connection: it must not take another one.
 */
final class EgressTransport implements io.vertx.core.transport.Transport, Transport {
    private static final int SOL_SOCKET = 1;
    private static final int INTERFACE_NAME = 16;
    private static final IntegerUnixChannelOption MARK = new IntegerUnixChannelOption("SO_MARK", SOL_SOCKET, 36);
    private static final RawUnixChannelOption DEVICE =
            new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, INTERFACE_NAME);

    private final Transport epoll = EPOLL.implementation();
    private final Egress egress;

    EgressTransport(Egress egress) {
        this.egress = egress;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> factory = epoll.channelFactory(domainSocket);
        return () -> prepared(factory.newChannel());
    }

    private Channel prepared(Channel channel) {
        if (egress.mark() != 0) {
            channel.config().setOption(MARK, egress.mark());
        }
        egress.dev().ifPresent(dev -> channel.config().setOption(DEVICE, padded(dev)));
        if (egress.port() != 0) {
            // The next look is to have the same port, which the kernel would keep back for a minute.
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        return channel;
    }

    private static ByteBuffer padded(InterfaceName dev) {
        return ByteBuffer.allocate(INTERFACE_NAME).put(0, dev.value().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
        epoll.configure(config, domainSocket, bootstrap);
        if (egress.source().isPresent() || egress.port() != 0) {
            bootstrap.localAddress(source(egress));
        }
    }

    /** Where sockets that leave this way are bound. */
    static InetSocketAddress source(Egress egress) {
        try {
            return egress.source().isPresent()
                    ? new InetSocketAddress(
                            InetAddress.getByAddress(egress.source().get().toByteArray()), egress.port())
                    : new InetSocketAddress(egress.port());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 octets", impossible);
        }
    }

    // The rest is as it is.

    @Override
    public String name() {
        return EPOLL.name();
    }

    @Override
    public boolean available() {
        return EPOLL.available();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public Throwable unavailabilityCause() {
        return EPOLL.unavailabilityCause();
    }

    @Override
    public boolean isAvailable() {
        return epoll.isAvailable();
    }

    @Override
    public boolean supportsDomainSockets() {
        return epoll.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return epoll.supportFileRegion();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return epoll.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return epoll.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return epoll.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return epoll.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x has it in its interface.
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return epoll.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return epoll.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return epoll.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        epoll.configure(channel, options);
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
        epoll.configure(config, domainSocket, bootstrap);
    }
}
