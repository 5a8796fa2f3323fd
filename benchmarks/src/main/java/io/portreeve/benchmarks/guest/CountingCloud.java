package io.portreeve.benchmarks.guest;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A control plane of one agent, which enrols it, counts what it sends, and keeps nothing. */
public final class CountingCloud implements AutoCloseable {
    private static final int LARGEST_REQUEST = 64 * 1024;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup agents = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Heard heard = new Heard();
    private final Map<Stream, Long> stored = new ConcurrentHashMap<>();
    private final Channel door;
    private volatile Duration interval = Duration.ofSeconds(10);

    public CountingCloud() {
        door = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        receive(channel);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) door.localAddress()).getPort());
    }

    public Heard heard() {
        return heard;
    }

    /** What agents are told when they connect. */
    public void sampleInterval(Duration wanted) {
        interval = wanted;
    }

    /** Cuts all connections off. */
    public void cut() {
        agents.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void receive(SocketChannel channel) {
        agents.add(channel);
        WebSocketServerProtocolConfig configuration = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(Protocol.CONNECT_PATH)
                .subprotocols(Protocol.SUBPROTOCOL)
                .maxFramePayloadLength(Limits.FRAME_BYTES)
                .build();
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(LARGEST_REQUEST),
                        new WebSocketServerProtocolHandler(configuration),
                        new EnrolmentDesk(),
                        new AgentTalk(heard, stored, () -> interval));
    }
}
