/** {@code /}: how everything is, in one look. */
package io.portreeve.cloud.web.overview;
