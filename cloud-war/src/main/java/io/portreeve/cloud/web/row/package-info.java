/** Hosts and containers with their latest values, ready to be shown in a list; knows no page. */
package io.portreeve.cloud.web.row;
