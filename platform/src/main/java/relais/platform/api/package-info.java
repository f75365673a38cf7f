/**
 * The platform's own HTTP endpoints, one file per resource: session, users, groups, tokens, audit,
 * settings, status, live changes. They translate between requests and the features' facades and
 * decide nothing themselves. Only app calls this package.
 */
@NullMarked
package relais.platform.api;

import org.jspecify.annotations.NullMarked;
