/**
 * Messages to bytes and back: JSON by an explicit table of types, never by a class name from the wire; binary frames
 * are gzip, or zlib with a dictionary, over the same JSON. Metrics travel in columns. Bounds are checked while reading, not after. Imports every
 * other package of the contract.
 */
package io.portreeve.contract.codec;
