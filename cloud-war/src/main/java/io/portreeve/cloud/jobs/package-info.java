/**
 * The door for time: every timer is here, and calls one boundary. Each slot of a timer runs on one node only, by an
 * advisory lock and a row that says the slot has run. Refuses to run without the database, quietly.
 */
package io.portreeve.cloud.jobs;
