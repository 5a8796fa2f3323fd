package io.portreeve.benchmarks.fleet;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.codec.UnknownMessageException;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;

/** One WebSocket, messages to frames and back. */
@SuppressWarnings("FutureReturnValueIgnored") // whatever fails closes the channel, and that is told
final class Connection extends SimpleChannelInboundHandler<WebSocketFrame> implements Wire {
    /** As in the agent. */
    private static final int WORTH_COMPRESSING = 512;

    private final AgentDriver driver;
    private final long attempt;
    private final MessageCodec codec;
    private final Tally tally;

    private boolean liveDictionary;
    private ChannelHandlerContext context;
    private String reason = "connection lost";

    Connection(AgentDriver driver, long attempt, MessageCodec codec, Tally tally) {
        this.driver = driver;
        this.attempt = attempt;
        this.codec = codec;
        this.tally = tally;
    }

    @Override
    public void say(AgentMessage message) {
        byte[] json = codec.encode(message);
        boolean live = liveDictionary && message instanceof LiveMetrics;
        if (!live && json.length < WORTH_COMPRESSING) {
            tally.sent(json.length);
            context.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(json)), context.voidPromise());
            return;
        }
        byte[] frame = live ? Frames.compressLive(json) : Frames.compress(json);
        tally.sent(frame.length);
        context.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)), context.voidPromise());
    }

    @Override
    public void close() {
        context.close();
    }

    void failed(Throwable cause) {
        driver.lost(attempt, "not connected: " + cause.getClass().getSimpleName());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ignored, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            driver.opened(this, attempt);
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            reason = "handshake timed out";
            context.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ignored, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            reason = "closed " + close.statusCode();
            context.close();
            return;
        }
        if (!driver.isCurrent(attempt)) {
            return;
        }
        try {
            byte[] bytes = ByteBufUtil.getBytes(frame.content());
            CloudMessage message =
                    codec.decodeCloudMessage(frame instanceof BinaryWebSocketFrame ? Frames.decompress(bytes) : bytes);
            if (message instanceof Welcome welcome) {
                liveDictionary = welcome.understood().contains(Capability.LIVE_DICTIONARY.wireName());
            }
            driver.agent().heard(message);
        } catch (UnknownMessageException e) {
            tally.trouble("unknown message " + e.type());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        driver.lost(attempt, reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
        reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        context.close();
    }
}
