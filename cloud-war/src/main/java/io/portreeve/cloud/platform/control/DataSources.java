package io.portreeve.cloud.platform.control;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;

/**
 * The two data sources, defined in the application so that it runs wherever it is deployed. Connections are checked
 * before use: the database may have been restarted.
 */
@DataSourceDefinition(
        name = "java:app/jdbc/portreeve",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=portreeve.db.url:jdbc:postgresql://127.0.0.1:5432/portreeve}",
        user = "${MPCONFIG=portreeve.db.user:portreeve_app}",
        password = "${MPCONFIG=portreeve.db.password:}",
        initialPoolSize = 0,
        minPoolSize = 0,
        maxPoolSize = 16,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.max-wait-time-in-millis=5000",
            "ApplicationName=portreeve",
            "connectTimeout=5",
            "socketTimeout=60",
            "tcpKeepAlive=true"
        })
@DataSourceDefinition(
        name = "java:app/jdbc/portreeve-system",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=portreeve.db.url:jdbc:postgresql://127.0.0.1:5432/portreeve}",
        user = "${MPCONFIG=portreeve.db.system.user:portreeve_system}",
        password = "${MPCONFIG=portreeve.db.system.password:}",
        initialPoolSize = 0,
        minPoolSize = 0,
        maxPoolSize = 8,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.max-wait-time-in-millis=5000",
            "ApplicationName=portreeve-system",
            "connectTimeout=5",
            "socketTimeout=300",
            "tcpKeepAlive=true"
        })
@Singleton
class DataSources {}
