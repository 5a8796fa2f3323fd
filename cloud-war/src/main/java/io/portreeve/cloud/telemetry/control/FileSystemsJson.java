package io.portreeve.cloud.telemetry.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.portreeve.contract.sample.FileSystemUsage;
import java.util.ArrayList;
import java.util.List;

/** File systems as a column of JSON: nobody searches by them. */
final class FileSystemsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FileSystemsJson() {}

    static String write(List<FileSystemUsage> fileSystems) {
        ArrayNode all = JSON.createArrayNode();
        fileSystems.forEach(each -> all.addObject()
                // The database has no such character.
                .put("at", each.mountPoint().replace('\u0000', '\uFFFD'))
                .put("type", each.type().replace('\u0000', '\uFFFD'))
                .put("total", each.totalBytes())
                .put("free", each.freeBytes())
                .put("used", each.usedBytes()));
        return all.toString();
    }

    static List<FileSystemUsage> read(String text) {
        try {
            List<FileSystemUsage> all = new ArrayList<>();
            for (JsonNode each : JSON.readTree(text)) {
                all.add(new FileSystemUsage(
                        each.path("at").asText(),
                        each.path("type").asText(),
                        each.path("total").asLong(),
                        each.path("free").asLong(),
                        each.path("used").asLong()));
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column of JSON is none", e);
        }
    }
}
