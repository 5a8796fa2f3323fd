/** Taking lines in, searching them, hearing of new ones, and letting go of old ones. */
package io.portreeve.cloud.logs.boundary;
