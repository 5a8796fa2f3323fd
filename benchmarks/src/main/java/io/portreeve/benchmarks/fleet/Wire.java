package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.message.AgentMessage;

/** One connection, seen by the agent that has it. */
interface Wire {
    void say(AgentMessage message);

    void close();
}
