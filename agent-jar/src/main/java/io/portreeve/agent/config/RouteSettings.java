package io.portreeve.agent.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the cloud is reached, out of what was said of it in the agent's configuration and to every program. */
final class RouteSettings {
    private static final List<String> PROXY_VARIABLES = List.of("HTTPS_PROXY", "https_proxy");
    private static final List<String> EXCEPT_VARIABLES = List.of("NO_PROXY", "no_proxy");
    private static final String NONE = "none";

    private final Told told;
    private final Map<String, String> environment;

    RouteSettings(Told told, Map<String, String> environment) {
        this.told = told;
        this.environment = environment;
    }

    RouteConfig read(boolean allowPlain) {
        return new RouteConfig(allowPlain, path(Setting.CA_FILE), clientCertificate(), proxy());
    }

    private Optional<ClientCertificate> clientCertificate() {
        Optional<Path> file = path(Setting.CLIENT_CERTIFICATE);
        Optional<Path> key = path(Setting.CLIENT_KEY);
        Optional<Secret> password = told.text(Setting.CLIENT_PASSWORD).map(Secret::new);
        if (file.isEmpty() && (key.isPresent() || password.isPresent())) {
            throw new ConfigException(Setting.CLIENT_KEY.key() + " and " + Setting.CLIENT_PASSWORD.key()
                    + " say nothing without " + Setting.CLIENT_CERTIFICATE.key());
        }
        if (key.isPresent() && password.isPresent()) {
            throw new ConfigException(Setting.CLIENT_PASSWORD.key() + " is for a PKCS#12 file, which has the key in it:"
                    + " leave out " + Setting.CLIENT_KEY.key() + ", or the password");
        }
        return file.map(certificate -> new ClientCertificate(certificate, key, password));
    }

    private Optional<ProxyConfig> proxy() {
        Optional<String> proxy = told.text(Setting.PROXY);
        List<String> except = told.text(Setting.NO_PROXY).or(() -> variable(EXCEPT_VARIABLES)).stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .filter(entry -> !entry.isEmpty())
                .toList();
        if (proxy.isPresent()) {
            return proxy.filter(text -> !text.equals(NONE))
                    .map(text -> new ProxyConfig(ProxyAddress.of(text, Setting.PROXY.key()), except, false));
        }
        return variable(PROXY_VARIABLES)
                .map(text -> new ProxyConfig(ProxyAddress.of(text, "HTTPS_PROXY in the environment"), except, true));
    }

    private Optional<Path> path(Setting setting) {
        return told.text(setting).map(Path::of);
    }

    private Optional<String> variable(List<String> names) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
