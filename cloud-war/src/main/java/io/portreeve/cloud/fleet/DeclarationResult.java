package io.portreeve.cloud.fleet;

import io.portreeve.cloud.platform.ProblemCode;
import java.util.Map;

/** What became of a declaration. */
public sealed interface DeclarationResult {
    /** It is committed; its numbers stand for these containers. */
    record Stored(Map<Integer, ContainerId> numbers) implements DeclarationResult {}

    /** It breaks a rule. */
    record Refused(ProblemCode code, String detail) implements DeclarationResult {}

    /** The session is not the newest. */
    record Superseded() implements DeclarationResult {}
}
