package io.portreeve.agent.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.enrol.EnrolmentException.Kind;
import io.portreeve.agent.network.Failure;
import io.portreeve.agent.network.Route;
import io.portreeve.contract.message.EnrolmentRequest;
import io.portreeve.contract.message.EnrolmentResponse;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Trades a token for an identity. */
public final class Enrolment {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_DETAIL = 300;

    private final CloudAddress cloud;
    private final Route route;
    private final ObjectMapper json = JsonMapper.builder()
            .disable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Enrolment(CloudAddress cloud, Route route) {
        this.cloud = cloud;
        this.route = route;
    }

    /**
     * Enrols.
     *
     * @param hostName the name the host shall have in the dashboard
     * @throws EnrolmentException if no identity came of it
     */
    public Identity enrol(String token, String hostName) {
        KeyPair keys = newKeys();
        String publicKey = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        HttpResponse<InputStream> answer = post(new EnrolmentRequest(token, publicKey, hostName));
        // What a proxy answers to CONNECT has no body at all.
        try (InputStream body = answer.body() == null ? InputStream.nullInputStream() : answer.body()) {
            byte[] bytes = body.readNBytes(LONGEST_ANSWER);
            if (answer.statusCode() != 201) {
                throw refused(answer.statusCode(), bytes);
            }
            EnrolmentResponse response = json.readValue(bytes, EnrolmentResponse.class);
            if (response.agentId() == null || response.hostId() == null) {
                throw unexpected("without an identity", null);
            }
            return new Identity(
                    response.agentId(),
                    response.hostId(),
                    cloud.toString(),
                    keys.getPrivate(),
                    releaseKey(response.releaseKey()));
        } catch (IOException e) {
            throw unexpected("in a form that is none of Portreeve's", e);
        }
    }

    private Optional<PublicKey> releaseKey(String base64) {
        try {
            return Optional.ofNullable(base64).map(SignedRelease::publicKey);
        } catch (IllegalArgumentException e) {
            throw unexpected("with a release key that is none", e);
        }
    }

    private HttpResponse<InputStream> post(EnrolmentRequest request) {
        try {
            return route.send(
                    route.request(cloud.enrolment())
                            .timeout(ANSWER)
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, application/problem+json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreached(route.explain(cloud.enrolment(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnrolmentException(Kind.UNREACHABLE, "interrupted", e);
        }
    }

    private EnrolmentException refused(int status, byte[] body) {
        Failure failure = route.explain(cloud.enrolment(), status);
        if (failure.kind() == Failure.Kind.PROXY) {
            return unreached(failure, null);
        }
        if (status == 401) {
            return new EnrolmentException(
                    Kind.TOKEN_REFUSED,
                    "the enrolment token is wrong, expired or used up: make a new one with \"Add host\"",
                    null);
        }
        if (status == 429) {
            return new EnrolmentException(
                    Kind.UNEXPECTED, cloud + " takes no more enrolments from here for a while: try again later", null);
        }
        return unexpected("with status " + status + detail(body), null);
    }

    private EnrolmentException unreached(Failure failure, Throwable cause) {
        Kind kind = switch (failure.kind()) {
            case TLS -> Kind.TLS;
            case PROXY -> Kind.PROXY;
            case NETWORK, REFUSED -> Kind.UNREACHABLE;
        };
        return new EnrolmentException(
                kind, "cannot reach " + cloud + ": " + failure.text() + " -- " + failure.advice(), cause);
    }

    private String detail(byte[] body) {
        try {
            JsonNode problem = json.readTree(body);
            String detail =
                    problem.path("detail").asText("").replaceAll("\\s+", " ").strip();
            return detail.isEmpty() ? "" : ": " + detail.substring(0, Math.min(LONGEST_DETAIL, detail.length()));
        } catch (IOException e) {
            return "; is it a Portreeve?";
        }
    }

    private EnrolmentException unexpected(String how, Throwable cause) {
        return new EnrolmentException(Kind.UNEXPECTED, cloud + " answered " + how, cause);
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }
}
