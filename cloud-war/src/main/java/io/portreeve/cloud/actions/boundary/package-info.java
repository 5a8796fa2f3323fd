/** Asking for actions, and taking them to agents. */
package io.portreeve.cloud.actions.boundary;
