package io.portreeve.agent.doctor;

import java.util.concurrent.Callable;

/**
 * One look at one thing.
 *
 * @param name in a word or two, the same in every version, for programs
 * @param look may throw, and may never come back
 */
public record Check(String name, Callable<Finding> look) {}
