/** What the gateway's own tests share. */
package relais.gateway.testing;
