/** The HTTP server: routes, answers, problems, limits, security headers. */
@NullMarked
package relais.platform.http;

import org.jspecify.annotations.NullMarked;
