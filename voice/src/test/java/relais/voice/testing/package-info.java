/** What tests of voice share: a database with callers, contacts and messages. */
@NullMarked
package relais.voice.testing;

import org.jspecify.annotations.NullMarked;
