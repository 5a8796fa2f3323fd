/**
 * Looks for what keeps an agent from working on this host, and says what to do about each thing it finds. Changes
 * nothing: opens no session with the cloud, writes no file, takes no lock. Each look has a deadline. Imports {@code
 * config}, {@code docker}, {@code host}, {@code enrol} and {@code network}.
 */
package io.portreeve.agent.doctor;
