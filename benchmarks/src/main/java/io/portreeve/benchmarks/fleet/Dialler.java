package io.portreeve.benchmarks.fleet;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;

/** Opens connections as agents do: a fresh proof, the handshake, the sub-protocol. */
final class Dialler {
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int HANDSHAKE_MILLIS = 60_000;

    /** More from one address would use up the machine's ports. */
    private static final int CONNECTIONS_PER_ADDRESS = 20_000;

    private final EventLoop loop;
    private final Tally tally;
    private final Tokens tokens;
    private final ExecutorService signer;
    private final MessageCodec codec = new MessageCodec();

    Dialler(EventLoop loop, Tally tally, Tokens tokens, ExecutorService signer) {
        this.loop = loop;
        this.tally = tally;
        this.tokens = tokens;
        this.signer = signer;
    }

    void dial(AgentDriver driver, URI node, long attempt) {
        signer.execute(() -> {
            String token = tokens.token(driver.agent().identity().agentId());
            loop.execute(() -> dial(driver, node, attempt, token));
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the listener hears of a failure
    private void dial(AgentDriver driver, URI node, long attempt, String token) {
        HttpHeaders headers = new DefaultHttpHeaders().add(Protocol.TOKEN_HEADER, token);
        WebSocketClientProtocolConfig configuration = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(node.resolve(Protocol.CONNECT_PATH))
                .subprotocol(Protocol.SUBPROTOCOL)
                .customHeaders(headers)
                .maxFramePayloadLength(Limits.FRAME_BYTES)
                .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .build();
        Connection connection = new Connection(driver, attempt, codec, tally);
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, HANDSHAKE_MILLIS)
                .localAddress(localAddress(driver.agent().identity().index()))
                .remoteAddress(node.getHost(), node.getPort())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(LARGEST_ANSWER),
                                        new WebSocketClientProtocolHandler(configuration),
                                        connection);
                    }
                })
                .connect()
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        connection.failed(done.cause());
                    }
                });
    }

    private static InetSocketAddress localAddress(int index) {
        return new InetSocketAddress("127.0.0." + (1 + index / CONNECTIONS_PER_ADDRESS), 0);
    }
}
