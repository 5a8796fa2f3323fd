/**
 * What the cloud may ask an agent to do to a container, a compose project or a host, and what can come of it. Imports {@code protocol} only; knows
 * nothing of messages or JSON.
 */
package io.portreeve.contract.action;
