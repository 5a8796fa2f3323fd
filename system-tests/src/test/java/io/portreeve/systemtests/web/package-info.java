/**
 * The pages as people meet them, in a real Chromium against a running Portreeve with an agent on the engine for tests:
 * what they show, that they stay current, that the keyboard and assistive technology can use them.
 */
package io.portreeve.systemtests.web;
