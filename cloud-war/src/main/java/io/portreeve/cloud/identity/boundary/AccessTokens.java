package io.portreeve.cloud.identity.boundary;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.portreeve.cloud.identity.AccessToken;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.UserId;
import io.portreeve.cloud.identity.control.SigningKey;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.PortreeveConfig;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Access tokens for the API: JWT (RFC 7519) signed with ES256, with the claims of MicroProfile JWT ({@code upn}, {@code
 * groups}) and {@code org}, the organization. A token names a membership; whether it still stands is asked each time.
 */
@ApplicationScoped
public class AccessTokens {
    private static final Logger LOG = Logger.getLogger(AccessTokens.class.getName());
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final String ISSUER = "portreeve";
    private static final int LONGEST = 4_096;

    @Inject
    PortreeveConfig config;

    @Inject
    Members members;

    @Inject
    Clock clock;

    private SigningKey key;

    @PostConstruct
    void readKey() {
        if (config.jwtKeyFile().isEmpty()) {
            LOG.log(Level.WARNING, "portreeve.jwt.key-file is not set: access tokens end with this process");
        }
        key = config.jwtKeyFile().map(SigningKey::read).orElseGet(SigningKey::generate);
    }

    public AccessToken issue(SignedInUser user) {
        Instant now = clock.instant();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(ISSUER)
                        .subject(user.id().toString())
                        .claim("upn", user.email())
                        .claim("groups", List.of(user.role().wireName()))
                        .claim("org", user.organizationId().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(VALIDITY)))
                        .build());
        try {
            jwt.sign(new ECDSASigner(key.privateKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token cannot be signed", e);
        }
        return new AccessToken(jwt.serialize(), VALIDITY);
    }

    /** Whom a token stands for; empty if it is forged, expired, or its membership has ended. */
    public Optional<SignedInUser> verify(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSVerifier verifier = new ECDSAVerifier(key.publicKey());
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            return member(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<SignedInUser> member(JWTClaimsSet claims) throws ParseException {
        boolean current = ISSUER.equals(claims.getIssuer())
                && claims.getAudience().contains(ISSUER)
                && claims.getExpirationTime() != null
                && clock.instant().isBefore(claims.getExpirationTime().toInstant());
        if (!current) {
            return Optional.empty();
        }
        return members.find(
                new UserId(UUID.fromString(claims.getSubject())),
                new OrganizationId(UUID.fromString(claims.getStringClaim("org"))));
    }
}
