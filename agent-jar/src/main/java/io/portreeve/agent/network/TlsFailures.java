package io.portreeve.agent.network;

import io.portreeve.agent.network.Failure.Kind;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why an encrypted connection did not come about. */
final class TlsFailures {
    private static final String ALERT = "Received fatal alert: ";
    private static final Set<String> WANTS_A_CERTIFICATE = Set.of(
            "certificate_required",
            "bad_certificate",
            "certificate_unknown",
            "certificate_expired",
            "unknown_ca",
            "access_denied");

    private TlsFailures() {}

    static Failure explain(SSLException failure) {
        if (hasCause(failure, CertificateExpiredException.class)) {
            return tls(
                    "its certificate has expired",
                    "renew it in the cloud, or in whatever stands in front of it; and look at this host's clock");
        }
        if (hasCause(failure, CertificateNotYetValidException.class)) {
            return tls("its certificate is not valid yet", "look at this host's clock: timedatectl set-ntp true");
        }
        if (hasCause(failure, CertPathBuilderException.class)) {
            return tls(
                    "nobody this host trusts vouches for its certificate",
                    "name the authority that issued it with ca-file; or a proxy on the way reads along, and its"
                            + " authority has to be named");
        }
        if (hasCause(failure, CertificateException.class)) {
            return tls(
                    "its certificate is for another name: " + reason(failure),
                    "set url to a name that the certificate has, or have one issued for this name");
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains(ALERT) && WANTS_A_CERTIFICATE.contains(alert(message))) {
            return tls(
                    "it wants a client certificate that it knows (" + alert(message) + ")",
                    "set client-certificate, and client-key with PEM, to one that the cloud's gateway accepts");
        }
        return tls(
                message,
                "look whether url names a port that speaks TLS, and at the TLS versions that the cloud allows");
    }

    private static Failure tls(String text, String advice) {
        return new Failure(Kind.TLS, "no encrypted connection: " + text.replaceAll("\\s+", " "), advice);
    }

    private static String alert(String message) {
        return message.substring(message.indexOf(ALERT) + ALERT.length()).strip();
    }

    private static String reason(Throwable failure) {
        return causes(failure)
                .filter(CertificateException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(Throwable::getMessage)
                .orElse("");
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }
}
