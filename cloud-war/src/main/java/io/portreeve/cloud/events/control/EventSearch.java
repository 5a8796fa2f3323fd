package io.portreeve.cloud.events.control;

import io.portreeve.cloud.events.Event;
import io.portreeve.cloud.events.EventFilter;
import io.portreeve.cloud.events.EventId;
import io.portreeve.cloud.fleet.ContainerPlace;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One question to {@code events}, asking for no more than it must so that an index gives the rows in their order. */
final class EventSearch {
    private interface Parameter {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private final List<String> conditions = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final int limit;

    private EventSearch(int limit) {
        this.limit = limit;
    }

    static EventSearch of(EventFilter filter) {
        EventSearch search = new EventSearch(filter.limit());
        filter.host().ifPresent(host -> search.equal("host_id", host.value()));
        search.common(filter);
        return search;
    }

    /** Of one container. */
    static EventSearch of(EventFilter filter, ContainerPlace place) {
        EventSearch search = of(filter);
        search.equal("host_id", place.host().value());
        search.equal("docker_id", place.dockerId());
        return search;
    }

    /** Where events of any container of the host may be missing. */
    static EventSearch gaps(EventFilter filter, ContainerPlace place) {
        EventSearch search = of(filter);
        search.equal("host_id", place.host().value());
        search.equal("docker_id", "");
        search.equal("kind", Event.GAP);
        return search;
    }

    String sql() {
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return "(select * from events" + where + " order by id desc limit " + limit + ")";
    }

    /** The index after the last one that was bound. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Parameter parameter : parameters) {
            parameter.bind(statement, next++);
        }
        return next;
    }

    private void common(EventFilter filter) {
        if (!filter.kinds().isEmpty()) {
            kinds("kind = any (?)", filter.kinds().toArray());
        }
        if (!filter.without().isEmpty()) {
            kinds("kind <> all (?)", filter.without().toArray());
        }
        filter.before().ifPresent(before -> condition("id < ?", before.value()));
        filter.from()
                .ifPresent(from -> condition("id >= ?", EventId.atOrAfter(from).value()));
        filter.to().ifPresent(to -> condition("id < ?", EventId.atOrAfter(to).value()));
        String text = filter.text().strip().toLowerCase(Locale.ROOT).replace('\u0000', '\uFFFD');
        if (!text.isEmpty()) {
            condition(
                    "position(? in lower(concat_ws(E'\\n', name, image, compose_project, compose_service))) > 0", text);
        }
    }

    private void equal(String column, Object value) {
        condition(column + " = ?", value);
    }

    private void condition(String sql, Object value) {
        conditions.add(sql);
        parameters.add((statement, index) -> statement.setObject(index, value));
    }

    private void kinds(String sql, Object[] kinds) {
        conditions.add(sql);
        parameters.add((statement, index) ->
                statement.setArray(index, statement.getConnection().createArrayOf("text", kinds)));
    }
}
