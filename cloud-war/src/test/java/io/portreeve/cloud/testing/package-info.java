/** What integration tests share: the WAR in a Payara Micro of its own, with a database and a Redis of its own. */
package io.portreeve.cloud.testing;
