/** Series and ranges for the chart component; knows no page. */
package io.portreeve.cloud.web.chart;
