package io.portreeve.cloud.web.settings;

import io.portreeve.cloud.identity.ApiToken;
import io.portreeve.cloud.identity.ApiTokenId;
import io.portreeve.cloud.identity.NewApiToken;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.boundary.ApiTokens;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.format.Moment;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes API tokens, shows each one's secret once, and ends them after asking again. */
@Named("apiTokens")
@ViewScoped
public class ApiTokensBacking implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    Caller caller;

    @Inject
    ApiTokens tokens;

    @Inject
    Clock clock;

    private String name = "";
    private UUID doubted;
    private transient NewApiToken made;
    private transient List<Row> rows;

    /** A token as it is listed. */
    public record Row(UUID id, String name, String owner, Moment created, Moment used) {}

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    public void create() {
        if (!isAllowed()) {
            return;
        }
        doubted = null;
        rows = null;
        try {
            made = caller.scoped(() -> tokens.create(caller.user(), name));
            name = "";
        } catch (ProblemException e) {
            FacesContext.getCurrentInstance()
                    .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, e.getMessage(), null));
        }
    }

    /** The secret of the one that was just made; null afterwards. */
    public String getSecret() {
        return made == null ? null : made.secret();
    }

    public void doubt(UUID id) {
        doubted = id;
    }

    public void keep() {
        doubted = null;
    }

    public void revoke(UUID id) {
        if (isAllowed() && id.equals(doubted)) {
            // One that somebody else ended meanwhile is as it should be.
            caller.scoped(() -> tokens.revoke(caller.user(), new ApiTokenId(id)));
            doubted = null;
            rows = null;
        }
    }

    /** The one that is about to be revoked; null if none is. */
    public UUID getDoubted() {
        return doubted;
    }

    /** The newest first; empty for those who may not see them. */
    public List<Row> getRows() {
        if (rows == null) {
            Instant now = clock.instant();
            rows = isAllowed()
                    ? caller.scoped(tokens::all).stream()
                            .map(token -> row(token, now))
                            .toList()
                    : List.of();
        }
        return rows;
    }

    private Row row(ApiToken token, Instant now) {
        return new Row(
                token.id().value(),
                token.name(),
                token.owner(),
                Moment.of(token.createdAt(), now, caller.user().timeZone()),
                Moment.of(token.lastUsedAt(), now, caller.user().timeZone()));
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name == null ? "" : name;
    }
}
