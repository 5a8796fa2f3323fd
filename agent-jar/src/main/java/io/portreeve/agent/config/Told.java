package io.portreeve.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What was said of each setting, options over environment over file, and where. Its texts may be secrets. */
public final class Told {
    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
    private final Map<Setting, String> places = new EnumMap<>(Setting.class);
    private final Map<Setting, String> emptied = new EnumMap<>(Setting.class);
    private final List<String> unknown = new ArrayList<>();
    private Optional<Path> file = Optional.empty();

    private Told() {}

    static Told read(Map<Setting, String> options, Map<String, String> environment, Path file) {
        Told told = new Told();
        told.takeFile(file, environment.getOrDefault(ConfigReader.FILE_VARIABLE, ""));
        told.takeEnvironment(environment);
        options.forEach((setting, text) -> told.take(setting, "--" + setting.key(), text));
        return told;
    }

    /** Settings of which something else was said later. */
    public Set<Setting> differences(Told later) {
        return Arrays.stream(Setting.values())
                .filter(setting -> !text(setting).equals(later.text(setting)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Setting.class)));
    }

    /** What was said, or else holds; absent where that is no value of its own. */
    Optional<String> text(Setting setting) {
        return Optional.of(texts.getOrDefault(setting, setting.usual())).filter(text -> !text.isEmpty());
    }

    /** The setting, and where it was said. */
    String place(Setting setting) {
        return places.getOrDefault(setting, setting.key());
    }

    /** Where it was said to be empty, if nothing else was said. */
    Optional<String> emptied(Setting setting) {
        return Optional.ofNullable(emptied.get(setting)).filter(place -> !texts.containsKey(setting));
    }

    List<String> unknown() {
        return unknown;
    }

    /** The configuration file that was read, if there was one. */
    public Optional<Path> file() {
        return file;
    }

    private void takeFile(Path named, String inEnvironment) {
        Path path =
                named != null ? named : inEnvironment.isEmpty() ? ConfigReader.DEFAULT_FILE : Path.of(inEnvironment);
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(text);
        } catch (NoSuchFileException e) {
            if (path.equals(ConfigReader.DEFAULT_FILE)) {
                return;
            }
            throw new ConfigException("there is no configuration file " + path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("cannot read the configuration file " + path + ": " + e, e);
        }
        file = Optional.of(path);
        properties.stringPropertyNames().stream().sorted().forEach(key -> {
            String place = key + " in " + path;
            Setting.withKey(key)
                    .ifPresentOrElse(
                            known -> take(known, place, properties.getProperty(key)),
                            () -> unknown.add(place
                                    + Nearest.to(key)
                                            .map(near -> "; did you mean " + near.key() + "?")
                                            .orElse("")));
        });
    }

    private void takeEnvironment(Map<String, String> environment) {
        String engine = environment.getOrDefault("DOCKER_HOST", "");
        if (!texts.containsKey(Setting.DOCKER_HOST)) {
            take(Setting.DOCKER_HOST, "DOCKER_HOST in the environment", engine);
        }
        environment.keySet().stream().sorted().forEach(name -> {
            boolean other = name.equals(ConfigReader.TOKEN_VARIABLE) || name.equals(ConfigReader.FILE_VARIABLE);
            if (!name.startsWith(Setting.ENVIRONMENT_PREFIX) || other) {
                return;
            }
            String place = name + " in the environment";
            Setting.withEnvironmentName(name)
                    .ifPresentOrElse(
                            known -> take(known, place, environment.get(name)),
                            () -> unknown.add(place
                                    + Nearest.toEnvironmentName(name)
                                            .map(near -> "; did you mean " + near.environmentName() + "?")
                                            .orElse("")));
        });
    }

    /** An empty text says nothing: that is how compose files and units leave a variable out. */
    private void take(Setting setting, String place, String text) {
        if (!text.isBlank()) {
            texts.put(setting, text.strip());
            places.put(setting, place);
        } else if (!texts.containsKey(setting)) {
            emptied.put(setting, place);
        }
    }
}
