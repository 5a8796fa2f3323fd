/** Rows and ids of events, and how nodes tell each other of them. */
package io.portreeve.cloud.events.control;
