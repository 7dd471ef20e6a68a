package dev.gramme.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLSession;

/** Waits for the end of a handshake, and lets the connection speak what was agreed on in it. */
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {
    private final HttpListener listener;

    ProtocolChoice(HttpListener listener) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.listener = listener;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        Channel channel = ctx.channel();
        SSLSession session = channel.pipeline().get(SslHandler.class).engine().getSession();
        Peer peer =
                new Peer(Connection.address(channel), new Peer.Tls(session.getProtocol(), session.getCipherSuite()));
        if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            Http2Connection.add(channel.pipeline(), listener, peer);
        } else {
            Connection.add(channel.pipeline(), listener, peer);
        }
    }

    /** Whoever is no client of TLS, or trusts another certificate, is everyday. */
    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Connection.failed(ctx, cause);
    }
}
