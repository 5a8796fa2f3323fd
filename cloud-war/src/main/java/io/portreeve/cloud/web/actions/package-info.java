/** The pages of what was asked of hosts, and of asking. */
package io.portreeve.cloud.web.actions;
