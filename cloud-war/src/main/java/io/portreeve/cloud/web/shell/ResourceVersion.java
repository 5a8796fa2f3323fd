package io.portreeve.cloud.web.shell;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** Changes when any of our styles, scripts or fonts does: part of their addresses, so that browsers may keep them long. */
@Named("resourceVersion")
@ApplicationScoped
public class ResourceVersion {
    @Inject
    ServletContext context;

    private String value;

    @PostConstruct
    void read() {
        CRC32 sum = new CRC32();
        add(sum, "/resources/");
        value = Long.toHexString(sum.getValue());
    }

    private void add(CRC32 sum, String folder) {
        Set<String> paths = context.getResourcePaths(folder);
        if (paths == null) {
            return;
        }
        for (String path : new TreeSet<>(paths)) {
            if (path.endsWith("/")) {
                add(sum, path);
                continue;
            }
            try (InputStream file = context.getResourceAsStream(path)) {
                sum.update(file.readAllBytes());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    public String getValue() {
        return value;
    }
}
