package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;

final class Numbers {
    private Numbers() {}

    static int whole(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, name + " is not a whole number.");
        }
    }
}
