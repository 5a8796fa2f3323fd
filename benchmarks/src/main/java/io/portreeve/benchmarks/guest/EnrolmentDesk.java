package io.portreeve.benchmarks.guest;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.portreeve.contract.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Gives whoever asks an identity. */
@SuppressWarnings("FutureReturnValueIgnored") // whatever fails closes the channel
final class EnrolmentDesk extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean known = request.uri().equals(Protocol.ENROL_PATH);
        String body =
                known ? "{\"agentId\":\"" + UUID.randomUUID() + "\",\"hostId\":\"" + UUID.randomUUID() + "\"}" : "{}";
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                known ? HttpResponseStatus.CREATED : HttpResponseStatus.NOT_FOUND,
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
