/** Browsers that listen to the streams behind the pages, and how late they hear of what agents read. */
package io.portreeve.benchmarks.live;
