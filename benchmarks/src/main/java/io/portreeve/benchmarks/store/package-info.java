/** Ways to store a container's minutes side by side, measured against a database of their own. */
package io.portreeve.benchmarks.store;
