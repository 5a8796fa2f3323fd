package io.portreeve.cloud.telemetry;

import java.io.IOException;

/** The newest values as a text that is only made while it is written: it is many times as long as what it is made of. */
@FunctionalInterface
public interface ExpositionText {
    void writeTo(Appendable out) throws IOException;
}
