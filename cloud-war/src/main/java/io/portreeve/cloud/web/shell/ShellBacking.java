package io.portreeve.cloud.web.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.chart.PageJson;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;

/** The frame of each page: whose it is, and the texts its scripts use. */
@Named("shell")
@RequestScoped
public class ShellBacking {
    /** Bundle of all texts of this door. */
    public static final String TEXTS = "io.portreeve.cloud.web.texts";

    private static final String FOR_SCRIPTS = "js.";
    private static final List<Map.Entry<String, String>> PAGES = List.of(
            Map.entry("nav.overview", "/"),
            Map.entry("nav.hosts", "/hosts"),
            Map.entry("nav.containers", "/containers"),
            Map.entry("nav.events", "/events"),
            Map.entry("nav.actions", "/actions"),
            Map.entry("nav.add", "/hosts/add"),
            Map.entry("nav.settings", "/settings"));

    @Inject
    Caller caller;

    public SignedInUser getUser() {
        return caller.user();
    }

    public String getZone() {
        return caller.user().timeZone().getId();
    }

    public String getScriptTexts() {
        ResourceBundle texts = ResourceBundle.getBundle(TEXTS);
        ObjectNode root = PageJson.object();
        for (String key : new TreeSet<>(texts.keySet())) {
            if (key.startsWith(FOR_SCRIPTS)) {
                root.put(key, texts.getString(key));
            }
        }
        return PageJson.text(root);
    }

    public String getPalettePages() {
        ResourceBundle texts = ResourceBundle.getBundle(TEXTS);
        ArrayNode pages = PageJson.array();
        for (Map.Entry<String, String> page : PAGES) {
            pages.addObject()
                    .put("name", texts.getString(page.getKey()))
                    .put("hint", texts.getString("palette.page"))
                    .put("path", page.getValue());
        }
        return PageJson.text(pages);
    }
}
