package io.portreeve.agent.network;

import io.portreeve.agent.config.ProxyAddress;
import io.portreeve.agent.network.Failure.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Why a connection did not come about or was lost, in one line for people. */
public final class Failures {
    private static final int PROXY_AUTHENTICATION = 407;
    private static final String TUNNEL = "Tunnel failed, got: ";

    private Failures() {}

    /** Of a connection that was there. */
    public static String describe(Throwable failure) {
        return explain(failure, Optional.empty()).text();
    }

    static Failure explain(Throwable failure, Optional<ProxyAddress> proxy) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            return explain(handshake.getResponse().statusCode(), proxy);
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException encryption) {
                return TlsFailures.explain(encryption);
            }
            String message = String.valueOf(each.getMessage());
            if (message.startsWith(TUNNEL) && proxy.isPresent()) {
                return tunnel(message.substring(TUNNEL.length()), proxy.get());
            }
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return proxy.map(through -> unreachable(through, "its name is not known"))
                        .orElse(new Failure(
                                Kind.NETWORK,
                                "its name is not known",
                                "look at url and at this host's DNS (/etc/resolv.conf)"));
            }
        }
        return connection(cause, proxy);
    }

    static Failure explain(int status, Optional<ProxyAddress> proxy) {
        if (status == PROXY_AUTHENTICATION && proxy.isPresent()) {
            return new Failure(
                    Kind.PROXY,
                    "the proxy " + proxy.get() + " wants to know who asks (407)"
                            + (proxy.get().credentials().isPresent() ? ", and does not accept who proxy names" : ""),
                    "set proxy to http://user:password@" + proxy.get() + " with what it accepts; only Basic is spoken");
        }
        return new Failure(Kind.REFUSED, status(status), "look at url, and at the reverse proxy in front of the cloud");
    }

    /** What it means that a connection is answered so. */
    public static String status(int status) {
        return switch (status) {
            case 401 ->
                "the cloud does not accept this agent's identity (401): it was removed, it belongs to another"
                        + " cloud, or this host's clock is wrong";
            case 404 -> "no Portreeve answers at this address (404)";
            case 502, 503, 504 -> "the cloud is down or starting (" + status + ")";
            default -> "the cloud refuses the connection with status " + status;
        };
    }

    private static Failure tunnel(String status, ProxyAddress proxy) {
        return new Failure(
                Kind.PROXY,
                "the proxy " + proxy + " does not connect to it (" + status + ")",
                "let the proxy pass CONNECT to the cloud's host and port, or name the cloud in no-proxy");
    }

    private static Failure connection(Throwable cause, Optional<ProxyAddress> proxy) {
        boolean late = cause instanceof HttpTimeoutException;
        if (late || cause instanceof ConnectException) {
            String text = late ? "nobody answers" : "nobody listens there";
            return proxy.map(through -> unreachable(through, text))
                    .orElse(new Failure(
                            Kind.NETWORK,
                            text,
                            "let this host reach that port through the firewall, or name a proxy with proxy"));
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Failure(Kind.NETWORK, text, "look at the network between this host and the cloud");
    }

    private static Failure unreachable(ProxyAddress proxy, String why) {
        return new Failure(
                Kind.PROXY,
                "the proxy " + proxy + " cannot be reached: " + why,
                "look at proxy or HTTPS_PROXY, and whether the proxy runs; proxy = none goes without");
    }
}
