package io.portreeve.cloud.web.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.chart.PageJson;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code GET /live/palette?q=}: hosts and containers to jump to. */
@WebServlet(name = "LivePalette", urlPatterns = "/live/palette")
public class PaletteServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int MOST = 8;
    private static final int LONGEST = 200;

    @Inject
    transient Caller caller;

    @Inject
    transient Hosts hosts;

    @Inject
    transient Containers containers;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asked = Optional.ofNullable(request.getParameter("q")).orElse("").strip();
        String words = asked.length() > LONGEST ? asked.substring(0, LONGEST) : asked;
        LiveAnswer.json(response, caller.scoped(() -> found(words)));
    }

    private String found(String words) {
        ObjectNode root = PageJson.object();
        ArrayNode items = root.putArray("items");
        String lower = words.toLowerCase(Locale.ROOT);
        List<Host> all = hosts.all();
        all.stream()
                .filter(host -> host.name().toLowerCase(Locale.ROOT).contains(lower))
                .limit(MOST)
                .forEach(host -> items.addObject()
                        .put("name", host.name())
                        .put("hint", host.facts().operatingSystem())
                        .put("path", "/hosts/" + host.id()));
        List<Container> some =
                containers.search(new ContainerFilter(Optional.empty(), Optional.empty(), words, 0, MOST));
        some.forEach(container -> items.addObject()
                .put("name", container.name())
                .put("hint", container.hostName())
                .put("path", "/containers/" + container.id()));
        return PageJson.text(root);
    }
}
