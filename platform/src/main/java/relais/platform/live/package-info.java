/** Change announcements for screens. Carries names of things, never their content. */
@NullMarked
package relais.platform.live;

import org.jspecify.annotations.NullMarked;
