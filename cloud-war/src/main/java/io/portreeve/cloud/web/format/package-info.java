/** Numbers, times and states as people read them; knows no page. */
package io.portreeve.cloud.web.format;
