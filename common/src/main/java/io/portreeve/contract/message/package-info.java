/**
 * Everything that agent and cloud say to each other, as two sealed families: {@link
 * io.portreeve.contract.message.AgentMessage} and {@link io.portreeve.contract.message.CloudMessage}. Imports
 * {@code protocol}, {@code sample}, {@code event}, {@code log} and {@code action}; how a message becomes bytes is {@code codec}'s.
 */
package io.portreeve.contract.message;
