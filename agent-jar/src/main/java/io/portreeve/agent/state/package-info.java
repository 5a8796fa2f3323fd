/** Small files that outlive the process, there whole or not at all. Imports nothing of the agent. */
package io.portreeve.agent.state;
