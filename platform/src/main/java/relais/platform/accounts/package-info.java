/**
 * Users and what proves them: passwords, second factors, sessions, tokens, set-up links, groups
 * with their permissions. Called by the HTTP API and, to know who asks, by the server. Never
 * answers HTTP itself and never gives a secret out twice.
 */
@NullMarked
package relais.platform.accounts;

import org.jspecify.annotations.NullMarked;
