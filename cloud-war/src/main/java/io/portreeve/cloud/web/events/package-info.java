/** {@code /events}, and what other pages show of what happened. */
package io.portreeve.cloud.web.events;
