/**
 * What the cloud may ask an agent to do to a container, and what can come of it. Imports {@code protocol} only; knows
 * nothing of messages or JSON.
 */
package io.portreeve.contract.action;
