package io.portreeve.benchmarks.guest;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One connection of an agent: everything is welcome, counted, and acknowledged at once. Whoever hears nothing for long takes
 * the connection for dead, so that it says now and then that it lives.
 */
@SuppressWarnings("FutureReturnValueIgnored") // whatever fails closes the channel
final class AgentTalk extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final Set<String> UNDERSTOOD =
            Arrays.stream(Capability.values()).map(Capability::wireName).collect(Collectors.toSet());

    private final Heard heard;
    private final Map<Stream, Long> stored;
    private final Supplier<Duration> interval;
    private Optional<Future<?>> heartbeats = Optional.empty();
    private long saidNanos;

    AgentTalk(Heard heard, Map<Stream, Long> stored, Supplier<Duration> interval) {
        this.heard = heard;
        this.stored = stored;
        this.interval = interval;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame.content());
        AgentMessage message =
                CODEC.decodeAgentMessage(frame instanceof BinaryWebSocketFrame ? Frames.decompress(bytes) : bytes);
        heard.took(message, bytes.length);
        answer(message).ifPresent(answer -> say(context, answer));
        if (message instanceof Hello) {
            heartbeats = Optional.of(
                    context.executor().scheduleWithFixedDelay(() -> sayAlive(context), 1, 1, TimeUnit.SECONDS));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        heartbeats.ifPresent(each -> each.cancel(false));
        context.fireChannelInactive();
    }

    private void sayAlive(ChannelHandlerContext context) {
        if (System.nanoTime() - saidNanos >= Limits.HEARTBEAT.toNanos()) {
            say(context, new Heartbeat(Instant.ofEpochMilli(System.currentTimeMillis())));
        }
    }

    private void say(ChannelHandlerContext context, CloudMessage message) {
        saidNanos = System.nanoTime();
        context.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(CODEC.encode(message))));
    }

    private Optional<CloudMessage> answer(AgentMessage message) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        if (message instanceof Hello) {
            return Optional.of(new Welcome(System.nanoTime() >>> 1, now, interval.get(), stored, UNDERSTOOD));
        }
        if (message instanceof Durable durable) {
            stored.merge(durable.stream(), durable.sequence(), Math::max);
            return Optional.of(new Acknowledged(durable.stream(), durable.sequence()));
        }
        return message instanceof Heartbeat question
                ? Optional.of(new Heartbeat(now, Optional.of(question.sentAt())))
                : Optional.empty();
    }
}
