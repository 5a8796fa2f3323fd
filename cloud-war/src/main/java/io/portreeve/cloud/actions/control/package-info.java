/** How actions are stored and told of. */
package io.portreeve.cloud.actions.control;
