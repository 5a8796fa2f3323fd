package io.portreeve.agent.doctor;

import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.network.Failure;
import io.portreeve.agent.network.Route;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What the agent needs of the network and of the cloud. Asks for the address that agents connect to, without asking for
 * a connection: whoever has no proof is refused there, and whoever has one is not, and no session begins.
 */
public final class CloudChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SKEW_TO_MENTION = Duration.ofSeconds(5);
    private static final Duration CERTIFICATE_ENDS_SOON = Duration.ofDays(14);
    private static final int UNAUTHORIZED = 401;

    private final CloudAddress cloud;
    private final Route route;
    private final Optional<Identity> identity;
    private final Clock clock;
    private final URI door;
    private volatile boolean named;
    private volatile boolean connected;
    private volatile Optional<Answer> answer = Optional.empty();

    private record Answer(HttpResponse<Void> response, Instant at) {}

    /**
     * Of the cloud at an address.
     *
     * @param identity absent if this host is not enrolled
     */
    public CloudChecks(CloudAddress cloud, Route route, Optional<Identity> identity, Clock clock) {
        this.cloud = cloud;
        this.route = route;
        this.identity = identity;
        this.clock = clock;
        door = URI.create(cloud.base() + Protocol.CONNECT_PATH);
    }

    public List<Check> checks() {
        return List.of(
                new Check("name", this::name),
                new Check("connection", this::connection),
                new Check("cloud", this::answer),
                new Check("certificate", this::certificate),
                new Check("clock", this::clock),
                new Check("identity accepted", this::accepted));
    }

    private Finding name() {
        InetSocketAddress hop = nextHop();
        try {
            InetAddress[] addresses = InetAddress.getAllByName(hop.getHostString());
            named = true;
            return Finding.ok(hop.getHostString() + " is "
                    + String.join(
                            ", ",
                            Arrays.stream(addresses)
                                    .map(InetAddress::getHostAddress)
                                    .toList()));
        } catch (UnknownHostException e) {
            return Finding.failed(
                    "nobody knows the name " + hop.getHostString(),
                    "look at url" + (isProxied() ? ", proxy" : "") + " and at this host's DNS (/etc/resolv.conf)");
        }
    }

    private Finding connection() {
        if (!named) {
            return Finding.skipped("without an address");
        }
        InetSocketAddress hop = nextHop();
        String where = (isProxied() ? "proxy " : "") + hop.getHostString() + ":" + hop.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(hop.getHostString(), hop.getPort()), Math.toIntExact(PATIENCE.toMillis()));
            connected = true;
            return Finding.ok(where + " answers");
        } catch (IOException e) {
            return Finding.failed(
                    "no connection to " + where + ": " + e.getMessage(),
                    isProxied()
                            ? "look at proxy, and whether the proxy runs"
                            : "let this host reach that port through the firewall, or name a proxy with proxy");
        }
    }

    private Finding answer() throws InterruptedException {
        if (!connected) {
            return Finding.skipped("without a connection");
        }
        try {
            HttpResponse<Void> response = ask(route.request(door));
            answer = Optional.of(new Answer(response, clock.instant()));
            if (response.statusCode() == UNAUTHORIZED) {
                return Finding.ok("Portreeve answers at " + cloud);
            }
            Failure failure = route.explain(door, response.statusCode());
            return Finding.failed(failure.text(), failure.advice());
        } catch (IOException e) {
            Failure failure = route.explain(door, e);
            return Finding.failed("no answer from " + cloud + ": " + failure.text(), failure.advice());
        }
    }

    private Finding certificate() throws SSLPeerUnverifiedException {
        if (!cloud.base().getScheme().equals("https")) {
            return Finding.skipped("the connection is not encrypted");
        }
        if (answer.isEmpty()) {
            return Finding.skipped("without an answer");
        }
        X509Certificate certificate = (X509Certificate)
                answer.get().response().sslSession().orElseThrow().getPeerCertificates()[0];
        Instant end = certificate.getNotAfter().toInstant();
        String text = "for " + certificate.getSubjectX500Principal() + " until " + end;
        return end.isBefore(clock.instant().plus(CERTIFICATE_ENDS_SOON))
                ? Finding.warning(text, "the cloud's certificate has to be renewed before that")
                : Finding.ok(text);
    }

    private Finding clock() {
        Optional<Instant> told = answer.flatMap(
                        given -> given.response().headers().firstValue("Date"))
                .flatMap(CloudChecks::date);
        if (told.isEmpty()) {
            return Finding.skipped("the cloud did not say what time it is");
        }
        // The header is cut to seconds.
        Duration skew = Duration.between(
                told.get().plusMillis(500), answer.orElseThrow().at());
        Duration size = skew.abs();
        String text = "this host's clock is " + size.toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                + " the cloud's";
        String advice = "turn on time synchronisation: timedatectl set-ntp true";
        if (size.compareTo(Limits.FUTURE_TOLERANCE) > 0) {
            return Finding.failed(text + ", and the cloud takes nothing from so far off", advice);
        }
        return size.compareTo(SKEW_TO_MENTION) > 0
                ? Finding.warning(text, advice)
                : Finding.ok("agrees with the cloud's");
    }

    private Finding accepted() throws InterruptedException {
        if (identity.isEmpty()) {
            return Finding.skipped("without an identity");
        }
        if (answer.filter(given -> given.response().statusCode() == UNAUTHORIZED)
                .isEmpty()) {
            return Finding.skipped("the cloud could not be asked");
        }
        try {
            int status = ask(route.request(door)
                            .header(Protocol.TOKEN_HEADER, identity.get().freshToken(clock)))
                    .statusCode();
            if (status == UNAUTHORIZED) {
                return Finding.failed(
                        "the cloud does not accept this identity",
                        "unless the clock is wrong: the agent was removed or revoked, or belongs to another cloud;"
                                + " choose \"Add host\" and enrol with --replace");
            }
            return status >= 500
                    ? Finding.warning("the cloud answered " + status, "try again in a minute")
                    : Finding.ok("agent=" + identity.get().agentId());
        } catch (IOException e) {
            Failure failure = route.explain(door, e);
            return Finding.failed("no answer from " + cloud + ": " + failure.text(), failure.advice());
        }
    }

    private HttpResponse<Void> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return route.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
    }

    private boolean isProxied() {
        return route.proxyFor(cloud.base()).isPresent();
    }

    private InetSocketAddress nextHop() {
        URI base = cloud.base();
        int usual = base.getScheme().equals("https") ? 443 : 80;
        int port = base.getPort() < 0 ? usual : base.getPort();
        return route.proxyFor(base).orElseGet(() -> InetSocketAddress.createUnresolved(base.getHost(), port));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
