package io.portreeve.contract.message;

import io.portreeve.contract.protocol.Limits;

final class Texts {
    private Texts() {}

    static void bounded(String name, String text) {
        if (text.length() > Limits.TEXT_LENGTH) {
            throw new IllegalArgumentException(name + " is longer than " + Limits.TEXT_LENGTH + " characters");
        }
    }
}
