/** What doors and other rooms may ask of fleet; each public method is one use case. */
package io.portreeve.cloud.fleet.boundary;
