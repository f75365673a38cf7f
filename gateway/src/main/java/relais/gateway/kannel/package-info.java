/**
 * Kannel's HTTP interface, both ways: a line that sends through a Kannel's sendsms, the addresses
 * where a Kannel hands us messages and delivery reports, and a sendsms of our own for programs that
 * used Kannel. The gateway's facade opens the line, Wiring serves the routes; nothing here keeps a
 * password in an address or a log.
 */
@NullMarked
package relais.gateway.kannel;

import org.jspecify.annotations.NullMarked;
