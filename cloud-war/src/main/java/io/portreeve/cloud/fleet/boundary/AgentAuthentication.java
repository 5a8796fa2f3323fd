package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.control.AgentStore;
import io.portreeve.cloud.fleet.control.KeyLookups;
import io.portreeve.cloud.fleet.control.Nonces;
import io.portreeve.cloud.fleet.control.PublicKeys;
import io.portreeve.cloud.fleet.control.TokenAge;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.contract.protocol.AgentToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Whether a connection comes from the agent that it names. */
@ApplicationScoped
public class AgentAuthentication {
    /** Each calls what it needs some thousand times; ten times as many as the compiler asks for. */
    private static final int WARM_UP = 200;

    private final AgentStore store = new AgentStore();
    private final KeyLookups keys;
    private final Nonces nonces;
    private final Clock clock;

    @Inject
    public AgentAuthentication(SystemDatabase database, Nonces nonces, Clock clock) {
        keys = new KeyLookups(agents -> database.transaction(connection -> store.keys(connection, agents)));
        this.nonces = nonces;
        this.clock = clock;
    }

    /** For the proxy. */
    protected AgentAuthentication() {
        this(null, null, null);
    }

    /** Makes ready for many agents at once; takes some processor time, and needs no scope. */
    public void warmUp() {
        PublicKeys.warmUp(WARM_UP);
    }

    /** Empty if the token is malformed, forged, too old, too new, used before, or its agent unknown or revoked. */
    public Optional<AuthenticatedAgent> authenticate(String token) {
        return AgentToken.unverified(token)
                .filter(claimed -> TokenAge.accepts(claimed.issuedAt(), clock.instant()))
                .flatMap(claimed -> signer(token, claimed).filter(agent -> nonces.remember(claimed.nonce())));
    }

    private Optional<AuthenticatedAgent> signer(String token, AgentToken claimed) {
        return keys.find(new AgentId(claimed.agentId()))
                .filter(row -> AgentToken.isSigned(token, PublicKeys.verifier(row.publicKey())))
                .map(AgentStore.KeyRow::agent);
    }
}
