package io.portreeve.cloud.identity.boundary;

import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.UserId;
import io.portreeve.cloud.identity.control.SessionSecrets;
import io.portreeve.cloud.identity.control.TimeZones;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import redis.clients.jedis.params.SetParams;

/**
 * Sessions of browsers, in Redis, so that every node knows them. A session ends half a day after its last use, and a
 * week after its start at the latest.
 */
@ApplicationScoped
public class Sessions {
    /** Name of the cookie. */
    public static final String COOKIE = "portreeve_session";

    /** Name of the cookie in which the browser tells its time zone. */
    private static final String ZONE_COOKIE = "portreeve_zone";

    private static final Duration IDLE = Duration.ofHours(12);
    private static final Duration LONGEST = Duration.ofDays(7);

    @Inject
    Redis redis;

    @Inject
    Members members;

    @Inject
    PortreeveConfig config;

    @Inject
    Clock clock;

    private final SessionSecrets secrets = new SessionSecrets();

    /**
     * Starts a session and hands its cookie to the browser; an earlier session of the browser ends.
     *
     * @throws ProblemException {@code unavailable} while Redis is away
     */
    public void start(SignedInUser user, HttpServletRequest request, HttpServletResponse response) {
        end(request, response);
        String token = secrets.create();
        String value =
                user.id() + " " + user.organizationId() + " " + clock.instant().toEpochMilli();
        SetParams expiry = SetParams.setParams().px(IDLE.toMillis());
        if (redis.attempt(client -> client.set(key(token), value, expiry)).isEmpty()) {
            throw unavailable();
        }
        response.addCookie(cookie(request, token, -1));
    }

    /**
     * Whose session the browser's cookie names.
     *
     * @return empty without a cookie, or when its session or the membership has ended
     * @throws ProblemException {@code unavailable} while Redis is away
     */
    public Optional<SignedInUser> find(HttpServletRequest request) {
        return token(request).flatMap(this::user).map(user -> user.at(zone(request)));
    }

    /** Whether the browser brought a session's cookie, valid or not. */
    public boolean isClaimed(HttpServletRequest request) {
        return token(request).isPresent();
    }

    /** Ends the browser's session, if it has one. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        token(request).ifPresent(token -> {
            redis.attempt(client -> client.del(key(token)));
            response.addCookie(cookie(request, "", 0));
        });
    }

    private Optional<SignedInUser> user(String token) {
        Optional<String> value = redis.attempt(client -> client.get(key(token)));
        if (value.isEmpty()) {
            if (!redis.available()) {
                throw unavailable();
            }
            return Optional.empty();
        }
        String[] parts = value.get().split(" ", -1);
        Instant started = Instant.ofEpochMilli(Long.parseLong(parts[2]));
        if (started.plus(LONGEST).isBefore(clock.instant())) {
            return Optional.empty();
        }
        redis.attempt(client -> client.pexpire(key(token), IDLE.toMillis()));
        return members.find(new UserId(UUID.fromString(parts[0])), new OrganizationId(UUID.fromString(parts[1])));
    }

    private Cookie cookie(HttpServletRequest request, String value, int maxAgeSeconds) {
        Cookie cookie = new Cookie(COOKIE, value);
        cookie.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(config.secureCookies());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge(maxAgeSeconds);
        return cookie;
    }

    private static Optional<String> token(HttpServletRequest request) {
        return cookies(request, COOKIE)
                .filter(value -> value.matches("[A-Za-z0-9_-]{43}"))
                .findFirst();
    }

    private static ZoneId zone(HttpServletRequest request) {
        return cookies(request, ZONE_COOKIE)
                .flatMap(value -> TimeZones.encoded(value).stream())
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    private static Stream<String> cookies(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> name.equals(cookie.getName()))
                .map(Cookie::getValue);
    }

    private static String key(String token) {
        return "session:" + SessionSecrets.digest(token);
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                ProblemCode.UNAVAILABLE, "Sessions cannot be checked at the moment; try again.", Duration.ofSeconds(5));
    }
}
