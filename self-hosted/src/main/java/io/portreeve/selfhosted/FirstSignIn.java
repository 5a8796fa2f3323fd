package io.portreeve.selfhosted;

import io.portreeve.selfhosted.data.Secrets;
import java.util.Map;
import java.util.Optional;

/**
 * The first administrator: given or made up, until they have been made and shown once. A password made up is on the disk
 * in between, since a start may be cut off after the administrator was made and before anyone read the password.
 *
 * @param email to sign in with
 * @param password made up or given
 * @param given whether the password was, so that it need not be shown
 */
record FirstSignIn(String email, String password, boolean given) {
    private static final String KEPT = "first-sign-in";

    /** @return empty when someone can sign in already, and knows how */
    static Optional<FirstSignIn> decide(
            boolean hasUsers, Optional<String> email, Optional<String> password, Secrets secrets) {
        Optional<FirstSignIn> kept = secrets.find(KEPT).map(FirstSignIn::parse);
        if (hasUsers) {
            return kept;
        }
        String address = email.or(() -> kept.map(FirstSignIn::email)).orElse(StartOptions.DEFAULT_EMAIL);
        if (password.isPresent()) {
            secrets.forget(KEPT);
            return Optional.of(new FirstSignIn(address, password.get(), true));
        }
        FirstSignIn made =
                new FirstSignIn(address, kept.map(FirstSignIn::password).orElseGet(Secrets::random), false);
        secrets.keep(KEPT, made.email + "\n" + made.password + "\n");
        return Optional.of(made);
    }

    static void shown(Secrets secrets) {
        secrets.forget(KEPT);
    }

    Map<String, String> environment() {
        return Map.of("PORTREEVE_BOOTSTRAP_ADMIN_EMAIL", email, "PORTREEVE_BOOTSTRAP_ADMIN_PASSWORD", password);
    }

    /** The end of the ready line. */
    String invitation() {
        return given
                ? " (sign in as " + email + " with the password you gave)"
                : " (sign in as " + email + " with the password " + password + ", shown only now)";
    }

    private static FirstSignIn parse(String text) {
        String[] lines = text.split("\n", -1);
        return new FirstSignIn(lines[0], lines[1], false);
    }

    @Override
    public String toString() {
        return "FirstSignIn[email=" + email + ", password=redacted]";
    }
}
