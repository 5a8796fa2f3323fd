package io.portreeve.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.cloud.testing.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scope in Payara: sixteen threads, four connections, two organizations. */
@ExtendWith({Parts.class, ArquillianExtension.class})
@RunAsClient
class TenantScopeIT {
    private static final String PERSISTENCE = "classes/META-INF/persistence.xml";

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive warOverFourConnections() {
        WebArchive war = Parts.war();
        String persistence = text(war, "/WEB-INF/" + PERSISTENCE);
        String few = persistence.replace("java:app/jdbc/portreeve<", "java:app/jdbc/four-connections<");
        assertThat(few).isNotEqualTo(persistence);
        return war.addClass(ScopeProbe.class).addAsWebInfResource(new StringAsset(few), PERSISTENCE);
    }

    @Test
    void noThreadEverSeesTheOtherOrganization() throws Exception {
        FleetDatabase database = new FleetDatabase(Parts.database());
        OrganizationId one = database.organization("one");
        OrganizationId other = database.organization("other");
        database.agent(one, "host of one");
        database.agent(other, "host of other");
        URI probe = url.toURI().resolve(ScopeProbe.PATH + "?one=" + one + "&other=" + other);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(probe).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines().skip(1)).isEmpty();
        assertThat(response.body()).matches("1\\d{3} looks\n");
    }

    private static String text(WebArchive war, String path) {
        try (InputStream content = war.get(path).getAsset().openStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
