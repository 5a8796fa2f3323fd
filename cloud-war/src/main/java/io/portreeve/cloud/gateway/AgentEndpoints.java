package io.portreeve.cloud.gateway;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes an endpoint for each connection. Payara would build a managed bean each time, starting from its class, which took
 * a tenth of its time while thousands connected.
 */
public final class AgentEndpoints extends ServerEndpointConfig.Configurator {
    private volatile Gateway gateway;

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(new AgentEndpoint(gateway()));
    }

    /** Before a connection is opened there may be no application to ask. */
    private Gateway gateway() {
        if (gateway == null) {
            gateway = CDI.current().select(Gateway.class).get();
        }
        return gateway;
    }
}
