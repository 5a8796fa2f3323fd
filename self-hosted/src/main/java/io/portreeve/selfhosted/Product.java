package io.portreeve.selfhosted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/** What the build put together, and which versions of others' work it holds. */
record Product(Path directory, String payaraVersion, String postgresVersion) {
    static Product at(Path directory) {
        Properties versions = new Properties();
        try (InputStream file = Product.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Product(directory, versions.getProperty("payara"), versions.getProperty("postgresql"));
    }

    Path war() {
        return directory.resolve("cloud.war");
    }

    Path payaraMicro() {
        return directory.resolve("payara-micro.jar");
    }

    Path agent() {
        return directory.resolve("agent.jar");
    }
}
