package io.portreeve.selfhosted.parts;

import io.portreeve.selfhosted.process.Child;

/** Something that runs as a process and is ready for the next part when {@link #start} returns. */
public interface Part {
    /** For people. */
    String name();

    /**
     * Starts the process and waits until it serves. May be called again after the process has ended.
     *
     * @throws io.portreeve.selfhosted.data.StartFailedException when it does not come up
     */
    Child start();
}
