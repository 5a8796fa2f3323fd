package io.portreeve.agent.spool;

/** What goes first when there is no more room. */
enum Weight {
    /** Readings: every second, then every fourth of them still tells the course. */
    THINNED_FIRST,
    /** Each record says something that no other one says. */
    DROPPED_LAST
}
