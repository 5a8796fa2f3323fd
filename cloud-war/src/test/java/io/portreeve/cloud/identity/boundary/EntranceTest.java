package io.portreeve.cloud.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntranceTest {

    @ParameterizedTest
    @CsvSource({
        "/login, OPEN",
        "/sign-in, OPEN",
        "/health/ready, OPEN",
        "/openapi, OPEN",
        "/api/v1/auth/token, OPEN",
        "/agent/enrol, OPEN",
        "/jakarta.faces.resource/core.js.xhtml, OPEN",
        "/login;jsessionid=1, OPEN",
        "/agent/connect, AGENT",
        "/agent, AGENT",
        "/agent/else, AGENT",
        "/api/v1/hosts, API",
        "/api/v1/auth/token/, API",
        "/api/v1/auth;x=1/hosts, API",
        "/api, API",
        "/live/stream, LIVE",
        "/, PAGE",
        "/hosts, PAGE",
        "/login/../hosts, PAGE",
        "//login, PAGE",
        "/jakarta.faces.resource/../hosts.xhtml, PAGE",
        "/jakarta.faces.resource/%2e%2e/hosts.xhtml, PAGE",
        "/jakarta.faces.resource/..;/hosts.xhtml, PAGE",
        "/LOGIN, PAGE",
        "/apix, PAGE",
    })
    void everythingThatIsNotListedIsClosed(String path, Entrance entrance) {
        assertThat(Entrance.of(path)).isEqualTo(entrance);
    }
}
