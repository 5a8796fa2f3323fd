/**
 * The rules of the link that are not messages: its version and paths, the named capabilities, the close codes that
 * say whether to try again, and the bounds both sides keep. Imports nothing of ours.
 */
package io.portreeve.contract.protocol;
