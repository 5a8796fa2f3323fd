/** Stretches of lines as they are packed, kept and searched, and how nodes tell each other of new ones. */
package io.portreeve.cloud.logs.control;
