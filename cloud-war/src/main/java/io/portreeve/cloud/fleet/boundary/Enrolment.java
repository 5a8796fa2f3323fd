package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.EnrolmentProgress;
import io.portreeve.cloud.fleet.EnrolmentToken;
import io.portreeve.cloud.fleet.EnrolmentTokenId;
import io.portreeve.contract.message.EnrolmentRequest;
import io.portreeve.contract.message.EnrolmentResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** How a host comes into an organization. */
@ApplicationScoped
public class Enrolment {
    /**
     * Makes a token for the organization in scope.
     *
     * @param createdBy the user who asks
     * @param uses how many hosts it shall enrol
     */
    public EnrolmentToken createToken(UUID createdBy, Duration validity, int uses) {
        throw new UnsupportedOperationException();
    }

    /** What became of a token; empty if the organization in scope has no such token. */
    public Optional<EnrolmentProgress> progress(EnrolmentTokenId token) {
        return Optional.empty();
    }

    /** Trades a token for an identity, in the token's organization; needs no scope. */
    public EnrolmentResponse enrol(EnrolmentRequest request) {
        throw new UnsupportedOperationException();
    }
}
