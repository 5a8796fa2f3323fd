package io.portreeve.contract.codec;

import java.nio.charset.StandardCharsets;

/**
 * Goes through JSON as this codec writes it: without space between anything, without escapes, with numbers of few digits.
 * Anything else is not read, whether or not it is JSON.
 */
final class PlainJson {
    private static final int MOST_DIGITS = 18;
    /** Numbers of so many digits, and powers of ten up to this, are exact as double. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** It is not as this codec writes it. Without a trace, since it only chooses another way. */
    static final class NotPlainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPlainException() {
            super("not plain", null, false, false);
        }
    }

    private final byte[] json;
    private int place;

    PlainJson(byte[] json) {
        this.json = json;
    }

    /** What comes next, without going on; 0 at the end. */
    byte peek() {
        return place < json.length ? json[place] : 0;
    }

    boolean take(char next) {
        boolean is = peek() == next;
        place += is ? 1 : 0;
        return is;
    }

    void require(char next) {
        if (!take(next)) {
            throw new NotPlainException();
        }
    }

    boolean take(byte[] text) {
        if (json.length - place < text.length) {
            return false;
        }
        for (int index = 0; index < text.length; index++) {
            if (json[place + index] != text[index]) {
                return false;
            }
        }
        place += text.length;
        return true;
    }

    void requireEnd() {
        if (place != json.length) {
            throw new NotPlainException();
        }
    }

    /** In quotes, of visible characters. */
    String text() {
        require('"');
        int first = place;
        while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
            place++;
        }
        String text = new String(json, first, place - first, StandardCharsets.ISO_8859_1);
        require('"');
        return text;
    }

    /** A whole number. */
    long whole() {
        boolean negative = take('-');
        long number = digits(MOST_DIGITS);
        return negative ? -number : number;
    }

    /** A number that is the nearest to what stands there, as any other reader has it. */
    double number() {
        boolean negative = take('-');
        int first = place;
        long digits = digits(EXACT_DIGITS);
        long exponent = 0;
        if (take('.')) {
            int whole = place - 1 - first;
            int point = place;
            while (isDigit(peek())) {
                digits = digits * 10 + (json[place++] - '0');
                if (whole + place - point > EXACT_DIGITS) {
                    throw new NotPlainException();
                }
            }
            exponent = (long) point - place;
            if (exponent == 0) {
                throw new NotPlainException();
            }
        }
        if (take('E')) {
            exponent += whole();
        }
        if (Math.abs(exponent) >= TENS.length || (negative && digits == 0)) {
            throw new NotPlainException();
        }
        double number = exponent < 0 ? digits / TENS[(int) -exponent] : digits * TENS[(int) exponent];
        return negative ? -number : number;
    }

    private long digits(int most) {
        int first = place;
        int at = first;
        long number = 0;
        while (at < json.length && isDigit(json[at])) {
            number = number * 10 + (json[at] - '0');
            at++;
        }
        place = at;
        boolean startsWithZero = at - first > 1 && json[first] == '0';
        if (at == first || at - first > most || startsWithZero) {
            throw new NotPlainException();
        }
        return number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
