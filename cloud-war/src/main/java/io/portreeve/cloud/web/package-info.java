/**
 * The door for people: pages (Faces), their scripts and the live stream behind them.
 *
 * <p>Each page has one address, one view and one backing bean, whose package mirrors the address. A bean opens the
 * tenant scope of who is signed in, asks boundaries, and hands the view records that are ready to be shown. Views of
 * things that are only read are stateless; what changes something is a stateful form or checked for its origin.
 *
 * <p>Refuses: ids of other organizations (404, as if they did not exist) and writes from other sites (403).
 */
package io.portreeve.cloud.web;
