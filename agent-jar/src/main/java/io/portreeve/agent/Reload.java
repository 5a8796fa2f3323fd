package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.ConfigReader;
import io.portreeve.agent.config.Setting;
import io.portreeve.agent.config.Told;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Reads the configuration again and lets what can change while running take effect; one that is wrong changes nothing. */
final class Reload implements Runnable {
    private static final Logger LOG = Logger.getLogger(Reload.class.getName());

    private final Supplier<ConfigReader.Result> reader;
    private final Consumer<AgentConfig> effect;
    private final Told atStart;
    private Told latest;

    Reload(ConfigReader.Result atStart, Supplier<ConfigReader.Result> reader, Consumer<AgentConfig> effect) {
        this.atStart = atStart.told();
        this.reader = reader;
        this.effect = effect;
        latest = this.atStart;
    }

    @Override
    public synchronized void run() {
        try {
            ConfigReader.Result now = reader.get();
            if (latest.file().isPresent() && now.told().file().isEmpty()) {
                // Whatever it allowed or forbade is not taken back by its absence, which may last a moment only.
                throw new ConfigException(
                        "the configuration file " + latest.file().get() + " is gone");
            }
            now.unknown().forEach(key -> LOG.warning(() -> "unknown setting: " + key));
            effect.accept(now.config());
            String changed = names(latest.differences(now.told()), true);
            String waiting = names(atStart.differences(now.told()), false);
            latest = now.told();
            LOG.info(() -> "read the configuration again: "
                    + (changed.isEmpty() ? "nothing to change while running" : "changed " + changed));
            if (!waiting.isEmpty()) {
                LOG.warning(() -> "changed, but only in force after a restart: " + waiting);
            }
        } catch (ConfigException e) {
            e.problems().forEach(problem -> LOG.severe(() -> "the configuration stays as it was: " + problem));
        }
    }

    private static String names(Set<Setting> settings, boolean reloaded) {
        return settings.stream()
                .filter(setting -> setting.isReloaded() == reloaded)
                .map(Setting::key)
                .collect(Collectors.joining(", "));
    }
}
