package io.portreeve.agent.network;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/** Why a connection did not come about or was lost, in one line for people. */
public final class Failures {
    private Failures() {}

    public static String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            return status(handshake.getResponse().statusCode());
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return "no encrypted connection: " + each.getMessage();
            }
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return "its name is not known";
            }
        }
        if (cause instanceof HttpTimeoutException) {
            return "nobody answers";
        }
        if (cause instanceof ConnectException) {
            return "nobody listens there";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
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
}
