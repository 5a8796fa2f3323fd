/**
 * {@code /live/*}: the stream that keeps pages current, and what their scripts ask for. Signed in by the session's cookie
 * like pages; answers 401, never a redirect. What goes out is of the caller's organization, whatever ids were asked for.
 */
package io.portreeve.cloud.web.live;
