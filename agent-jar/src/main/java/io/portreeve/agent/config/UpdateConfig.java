package io.portreeve.agent.config;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;

/**
 * How the agent may be replaced.
 *
 * @param refusal the rule of the host's owner that forbids it; absent where none does
 * @param deadline by which a new version has to have connected
 * @param releaseKey who signs releases; absent means whom enrolment named
 */
public record UpdateConfig(Optional<String> refusal, Duration deadline, Optional<PublicKey> releaseKey) {}
