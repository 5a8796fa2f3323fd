package io.portreeve.agent.config;

import java.util.List;

/**
 * When a proxy is used.
 *
 * @param except hosts, domains, addresses and networks that are reached without it; {@code *} is all
 * @param encryptedOnly whether it is meant for https only, as {@code HTTPS_PROXY} is
 */
public record ProxyConfig(ProxyAddress address, List<String> except, boolean encryptedOnly) {
    public ProxyConfig {
        except = List.copyOf(except);
    }
}
