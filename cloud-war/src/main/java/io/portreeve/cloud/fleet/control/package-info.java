/** How fleet does it: queries, keys and hashes. The stores take a connection whose scope their caller has opened. */
package io.portreeve.cloud.fleet.control;
