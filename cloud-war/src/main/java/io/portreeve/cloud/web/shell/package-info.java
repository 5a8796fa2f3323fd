/** What surrounds every page: frame, addresses, headers, sign-out. */
package io.portreeve.cloud.web.shell;
