package io.portreeve.cloud.platform.control;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/** Puts {@link ScopedConnector} between EclipseLink and the data source; named in persistence.xml. */
public final class ScopedSessions implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        JNDIConnector connector = (JNDIConnector) session.getLogin().getConnector();
        session.getLogin().setConnector(ScopedConnector.around(connector));
    }
}
