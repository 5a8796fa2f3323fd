package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.protocol.AgentToken;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.UUID;

/**
 * Proofs of identity. All simulated agents share one key pair, which the schema allows: making and signing with ten
 * thousand would measure the simulator.
 */
public final class Tokens {
    private final KeyPair keys;
    private final Clock clock;

    public Tokens(Clock clock) {
        this.clock = clock;
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /** X.509 SubjectPublicKeyInfo, as enrolment keeps it. */
    public byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }

    String token(UUID agent) {
        return new AgentToken(agent, clock.instant(), UUID.randomUUID()).signedWith(keys.getPrivate());
    }
}
