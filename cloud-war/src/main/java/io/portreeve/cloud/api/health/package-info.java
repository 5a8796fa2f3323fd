/** Whether this node lives and can work, for MicroProfile Health. */
package io.portreeve.cloud.api.health;
