/**
 * The HTTP server: routes, answers, problems, limits, security headers, static files. Modules hand
 * it their routes; it decides who may call them and knows nothing of what they do.
 */
@NullMarked
package relais.platform.http;

import org.jspecify.annotations.NullMarked;
