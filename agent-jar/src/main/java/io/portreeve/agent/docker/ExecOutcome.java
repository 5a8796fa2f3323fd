package io.portreeve.agent.docker;

import io.portreeve.contract.action.ActionOutput;
import java.util.Optional;

/**
 * What came of a command.
 *
 * @param output absent if the engine would not run it; without an exit code if its time was over before it ended
 */
public record ExecOutcome(EngineAnswer answer, Optional<ActionOutput> output) {}
