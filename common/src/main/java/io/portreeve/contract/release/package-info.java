/**
 * What an agent may be replaced by: a text that names one jar by its contents, signed with a key that no server needs to
 * hold. Knows nothing of messages or JSON, and imports nothing of the contract.
 */
package io.portreeve.contract.release;
