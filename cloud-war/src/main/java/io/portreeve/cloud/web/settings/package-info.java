/** The organization's settings: what it uses, how long it keeps what was measured, its API tokens. */
package io.portreeve.cloud.web.settings;
