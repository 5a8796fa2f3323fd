/** {@code /login}. */
package io.portreeve.cloud.web.login;
