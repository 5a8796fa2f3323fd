package io.portreeve.cloud.platform;

import io.portreeve.cloud.telemetry.control.ChartStore;
import java.sql.Connection;

/** Does what the rules of the rooms forbid, so that they can be seen to notice. */
public interface Trespasser {
    ChartStore insideOfARoomAbove();

    Connection connection();
}
