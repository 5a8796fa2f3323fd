package io.portreeve.contract.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.contract.action.HostAction;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedReleaseTest {
    private static final Release RELEASE = new Release(
            new ReleaseVersion("1.2.3"),
            "ab".repeat(32),
            9_000_000,
            17,
            Instant.parse("2026-11-25T22:00:00Z"),
            Set.of());

    private final KeyPair keys = newKeys();
    private final SignedRelease signed = SignedRelease.sign(RELEASE, keys.getPrivate());

    @Test
    void textSaysWhatWasSigned() {
        assertThat(signed.text())
                .startsWith("portreeve-agent-release-1\nversion 1.2.3\nsha256 " + "ab".repeat(32)
                        + "\nbytes 9000000\njava 17\ncreated 2026-11-25T22:00:00Z\nsignature ");
        SignedRelease read = SignedRelease.parse(signed.text());
        assertThat(read).isEqualTo(signed);
        assertThat(read.release()).isEqualTo(RELEASE);
        assertThat(read.isSignedBy(keys.getPublic())).isTrue();
    }

    @Test
    void anotherKeyIsNotBelieved() {
        assertThat(signed.isSignedBy(newKeys().getPublic())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "version 1.2.3, version 1.2.4",
        "sha256 ab, sha256 ba",
        "bytes 9000000, bytes 9000001",
        "java 17, java 18",
        "created 2026, created 2027",
    })
    void changedLineIsNotWhatWasSigned(String before, String after) {
        String changed = signed.text().replace(before, after);
        assertThat(changed).isNotEqualTo(signed.text());
        assertThat(SignedRelease.parse(changed).isSignedBy(keys.getPublic())).isFalse();
    }

    @Test
    void versionsThatItMayReplaceAreSignedToo() {
        Release back = new Release(
                new ReleaseVersion("1.1"),
                RELEASE.sha256(),
                1,
                17,
                RELEASE.created(),
                Set.of(new ReleaseVersion("1.2.3"), new ReleaseVersion("1.2")));
        SignedRelease read =
                SignedRelease.parse(SignedRelease.sign(back, keys.getPrivate()).text());
        assertThat(read.text()).contains("\ninstead-of 1.2 1.2.3\n");
        assertThat(read.isSignedBy(keys.getPublic())).isTrue();
        assertThat(read.release().mayReplace(new ReleaseVersion("1.2.3"))).isTrue();
        assertThat(read.release().mayReplace(new ReleaseVersion("1.3"))).isFalse();
        SignedRelease added = SignedRelease.parse(signed.text().replace("signature", "instead-of 9.9\nsignature"));
        assertThat(added.isSignedBy(keys.getPublic())).isFalse();
    }

    @Test
    void mostVersionsThatItMayReplaceFitHoweverLongTheyAre() {
        String longest =
                "123456.123456.123456.%06d-" + "0123456789abcdef.".repeat(4).replaceAll("\\.$", "");
        Set<ReleaseVersion> most = IntStream.range(0, Release.MOST_REPLACED)
                .mapToObj(number -> new ReleaseVersion(String.format(longest, number)))
                .collect(Collectors.toSet());
        Release largest = new Release(
                new ReleaseVersion(String.format(longest, 0)),
                RELEASE.sha256(),
                Release.LARGEST,
                999,
                RELEASE.created(),
                most);
        String text = SignedRelease.sign(largest, keys.getPrivate()).text();
        assertThat(SignedRelease.parse(text).release()).isEqualTo(largest);
        assertThat(new HostAction.UpdateAgent(text).release()).isEqualTo(text);
    }

    @Test
    void onlyWhatIsNewerReplacesWithoutSayingSo() {
        assertThat(RELEASE.mayReplace(new ReleaseVersion("1.2.2"))).isTrue();
        assertThat(RELEASE.mayReplace(new ReleaseVersion("1.2.3"))).isFalse();
        assertThat(RELEASE.mayReplace(new ReleaseVersion("1.10"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                " ",
                "version 9.9\n",
                "signature AAAA\n",
                "x",
                "\r",
            })
    void textWithSomethingBehindIsRefused(String more) {
        refused(signed.text() + more);
    }

    @Test
    void textInAnotherFormIsRefused() {
        String text = signed.text();
        refused("");
        refused(text.substring(0, text.length() - 1));
        refused(text.substring(0, text.length() / 2));
        refused(text.replace("\n", "\r\n"));
        refused(text.replace("bytes 9000000", "bytes 09000000"));
        refused(text.replace("bytes 9000000", "bytes +9000000"));
        refused(text.replace("22:00:00Z", "22:00:00.000Z"));
        refused(text.replace("version 1.2.3\n", "version 1.2.3\nversion 1.2.3\n"));
        refused(text.replace("release-1", "release-2"));
        refused(text.replace("signature ", "signature  "));
        refused(text.replace("created 2026-11-25T22:00:00Z", "created yesterday"));
        refused(text.replaceAll("signature .*", "signature AAAA"));
        refused("x".repeat(SignedRelease.LONGEST + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Release.LARGEST + 1})
    void jarOfImpossibleSizeIsRefused(long bytes) {
        refused(signed.text().replace("bytes 9000000", "bytes " + bytes));
    }

    @Test
    void keyIsReadAsProgramsWriteIt() {
        String base64 = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        assertThat(SignedRelease.publicKey(base64)).isEqualTo(keys.getPublic());
        assertThatThrownBy(() -> SignedRelease.publicKey("AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedRelease.publicKey("?")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> SignedRelease.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
