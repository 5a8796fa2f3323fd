/** Taking events in, reading them back, hearing of new ones, and letting go of old ones. */
package io.portreeve.cloud.events.boundary;
